// Computes for some ten milliseconds, and answers with what came of it.
const ROUNDS = 5_000_000;

export default {
  fetch() {
    let value = 1;
    for (let round = 0; round < ROUNDS; round++) {
      value = (Math.imul(value, 1_664_525) + 1_013_904_223) | 0;
    }
    return new Response(String(value));
  },
};

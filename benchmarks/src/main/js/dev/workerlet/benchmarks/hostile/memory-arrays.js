// Fills the heap with arrays of numbers.
export default {
  fetch() {
    const kept = [];
    for (;;) kept.push(new Array(10_000).fill(kept.length));
  },
};

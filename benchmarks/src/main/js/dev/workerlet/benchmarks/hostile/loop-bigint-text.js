// Turns a number of many million digits into text.
export default {
  fetch() {
    const n = 7n ** 20_000_000n;
    return new Response(String(n.toString().length));
  },
};

// Fills the heap again after each error.
export default {
  fetch() {
    const kept = [];
    for (;;) {
      try {
        for (;;) kept.push(new Array(100_000).fill(0));
      } catch {
        kept.length /= 2;
      }
    }
  },
};

// Fills lists of sixteen million elements.
export default {
  fetch() {
    const kept = [];
    for (;;) kept.push(new Array(2 ** 24).fill(kept));
  },
};

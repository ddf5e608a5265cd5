// Keeps every match of a long text.
export default {
  fetch() {
    const kept = [];
    for (;;) kept.push("ab".repeat(1e6).match(/a|b/g));
  },
};

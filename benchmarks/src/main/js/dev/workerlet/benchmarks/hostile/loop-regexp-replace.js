// Replaces in a text that grows with each round.
export default {
  fetch() {
    let text = "aa";
    for (;;) text = text.replace(/a/g, "ab").replace(/b/g, "aa").slice(0, 1_000_000);
  },
};

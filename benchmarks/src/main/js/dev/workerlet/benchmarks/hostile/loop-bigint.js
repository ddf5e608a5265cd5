// Squares a number until it is too long.
export default {
  fetch() {
    let n = 3n;
    for (;;) n = n.toString(2).length > 50_000_000 ? 3n : n * n;
  },
};

// Splits the longest text there can be by an expression.
export default {
  fetch() {
    return new Response(String("a".repeat(2 ** 29 - 25).split(/a/).length));
  },
};

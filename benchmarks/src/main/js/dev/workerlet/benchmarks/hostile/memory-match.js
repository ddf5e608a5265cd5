// Looks for each unit of the longest text there can be.
export default {
  fetch() {
    return new Response(String("a".repeat(2 ** 29 - 25).match(/a/g).length));
  },
};

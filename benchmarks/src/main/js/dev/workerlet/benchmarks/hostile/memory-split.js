// Splits the longest text there can be: an array of half a billion elements.
export default {
  fetch() {
    return new Response(String("a".repeat(2 ** 29 - 25).split("").length));
  },
};

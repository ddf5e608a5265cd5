// Replaces each unit of the longest text there can be, by a function.
export default {
  fetch() {
    return new Response(String("a".repeat(2 ** 29 - 25).replace(/a/g, (unit) => unit + unit).length));
  },
};

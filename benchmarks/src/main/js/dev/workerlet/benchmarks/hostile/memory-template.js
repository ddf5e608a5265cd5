// Puts each match in many times.
export default {
  fetch() {
    return new Response(String("a".repeat(2 ** 24).replace(/a/g, "$&".repeat(8)).length));
  },
};

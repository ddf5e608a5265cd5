// Gives a header a value of one megabyte.
export default {
  fetch() {
    return new Response("", { headers: { "x-a": "a".repeat(2 ** 20) } });
  },
};

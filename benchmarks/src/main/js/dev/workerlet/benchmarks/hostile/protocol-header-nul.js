// Gives a header a value with a NUL.
export default {
  fetch() {
    return new Response("", { headers: { "x-a": "a\0b" } });
  },
};

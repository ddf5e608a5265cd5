// Gives a header a name with a blank and a colon.
export default {
  fetch() {
    return new Response("", { headers: { "a: b": "c" } });
  },
};

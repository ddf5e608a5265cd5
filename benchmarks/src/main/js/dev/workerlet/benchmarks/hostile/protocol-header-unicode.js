// Gives a header a value outside Latin-1.
export default {
  fetch() {
    return new Response("", { headers: { "x-a": "\u20ac" } });
  },
};

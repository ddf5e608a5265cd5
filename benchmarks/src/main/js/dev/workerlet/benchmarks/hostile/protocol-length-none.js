// Promises a length that is no number.
export default {
  fetch() {
    return new Response("abc", { headers: { "content-length": "-1, abc" } });
  },
};

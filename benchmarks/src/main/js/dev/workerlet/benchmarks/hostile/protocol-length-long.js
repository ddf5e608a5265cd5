// Promises more than it gives.
export default {
  fetch() {
    return new Response("abc", { headers: { "content-length": "1000" } });
  },
};

// Gives the header that tells why a request ended.
export default {
  fetch() {
    return new Response("", { headers: { "x-termination-reason": "None" } });
  },
};

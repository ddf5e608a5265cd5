// Answers all requests with one response.
const response = new Response("once");

export default {
  fetch() {
    return response;
  },
};

// Answers with a body that it has read.
export default {
  async fetch() {
    const response = new Response("body");
    await response.text();
    return response;
  },
};

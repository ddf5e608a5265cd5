// Reads a body of broken chunks.
export default {
  async fetch(request) {
    return new Response(await request.text());
  },
};

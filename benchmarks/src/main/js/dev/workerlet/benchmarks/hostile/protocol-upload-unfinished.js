// Reads a body that never ends.
export default {
  async fetch(request) {
    return new Response(await request.text());
  },
};

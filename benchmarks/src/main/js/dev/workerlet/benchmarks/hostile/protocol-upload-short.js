// Reads a body that is shorter than was promised.
export default {
  async fetch(request) {
    return new Response(await request.text());
  },
};

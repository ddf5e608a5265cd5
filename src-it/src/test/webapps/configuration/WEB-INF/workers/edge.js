export default {
  async fetch(request, env, ctx) {
    const response = await ctx.next();
    return new Response(`edge: ${await response.text()}`);
  },
};

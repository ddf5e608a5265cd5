export default {
  async fetch(request, env, ctx) {
    await ctx.next();
    try {
      await ctx.next();
      return new Response("went twice");
    } catch (error) {
      return new Response(error.name);
    }
  },
};

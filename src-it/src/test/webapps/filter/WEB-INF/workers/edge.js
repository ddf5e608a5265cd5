// Passes on what stands behind it, marked.
export default {
  async fetch(request, env, ctx) {
    const response = await ctx.next();
    const headers = new Headers(response.headers);
    headers.set("x-edge", "seen");
    return new Response(response.body, { status: response.status, headers });
  },
};

// Hands on another method, header and body than it got.
export default {
  async fetch(request, env, ctx) {
    const body = (await request.text()).toUpperCase();
    const headers = new Headers(request.headers);
    headers.set("x-added", "by the worker");
    headers.delete("x-secret");
    const response = await ctx.next(new Request(request.url, { method: "PUT", headers, body }));
    return new Response(`<${await response.text()}>`, { status: response.status });
  },
};

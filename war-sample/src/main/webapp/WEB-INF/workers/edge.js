// Stands in front of a servlet: ctx.next() is the servlet's answer, to pass on or to change.
export default {
  async fetch(request, env, ctx) {
    const response = await ctx.next();
    const type = response.headers.get("content-type") ?? "";
    const headers = new Headers(response.headers);
    headers.set("x-edge", "workerlet");
    headers.set("x-content-type-options", "nosniff");
    if (!type.startsWith("text/html")) {
      return new Response(response.body, { status: response.status, headers });
    }
    const html = await response.text();
    headers.delete("content-length");
    const banner = "<p><strong>This line was added by a worker.</strong></p>";
    return new Response(html.replace("</body>", `${banner}</body>`), { status: response.status, headers });
  },
};

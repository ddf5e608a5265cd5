// Tells what arrived; /echo/bytes sends the body back as it came.
export default {
  async fetch(request) {
    if (new URL(request.url).pathname.endsWith("/bytes")) {
      return new Response(await request.arrayBuffer(), { headers: { "content-type": "application/octet-stream" } });
    }
    return Response.json({
      method: request.method,
      url: request.url,
      headers: [...request.headers],
      body: await request.text(),
    });
  },
};

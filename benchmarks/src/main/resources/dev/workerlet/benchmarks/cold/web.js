// Touches what most applications touch in their first request: URL, Headers, streams, crypto.
export default {
  async fetch(request) {
    const url = new URL(request.url);
    const headers = new Headers({ "x-path": url.pathname, "x-number": url.searchParams.get("number") ?? "" });
    const { readable, writable } = new TransformStream();
    const writer = writable.getWriter();
    writer.write(new TextEncoder().encode(crypto.randomUUID()));
    writer.close();
    return new Response(readable, { headers });
  },
};

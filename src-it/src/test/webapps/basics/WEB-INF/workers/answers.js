const BIG = "0123456789abcdef".repeat(64 * 1024);

const ANSWERS = {
  empty: () => new Response(null, { status: 204 }),
  unchanged: () => new Response(null, { status: 304, headers: { etag: '"1"' } }),
  teapot: () => new Response("short and stout", { status: 418 }),
  redirect: () => Response.redirect("http://example.org/elsewhere", 307),
  json: () => Response.json({ text: "naïve café 🐈", number: 0.1 }),
  big: () => new Response(BIG),
  unavailable: () => new Response("the worker says so", { status: 503 }),
};

export default {
  fetch(request) {
    const name = new URL(request.url).pathname.split("/").at(-1);
    return ANSWERS[name]();
  },
};

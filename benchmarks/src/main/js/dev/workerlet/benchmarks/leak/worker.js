// One handler for each way in which a request may open something that has to be closed again.
let served = 0;

const handlers = {
  "/sync": () => new Response(`request ${++served}`),

  async "/timer"() {
    const abandoned = setTimeout(() => {}, 60_000);
    setInterval(() => {}, 60_000);
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (served % 2 === 0) clearTimeout(abandoned);
    return new Response("later");
  },

  async "/json"(request) {
    const order = await request.json();
    return Response.json({ total: order.items.reduce((sum, item) => sum + item.price * item.count, 0), order });
  },

  "/wait-until"(request, env, ctx) {
    ctx.waitUntil(new Promise((resolve) => setTimeout(resolve, 2)).then(() => crypto.randomUUID()));
    return new Response("done, nearly");
  },

  "/throw"() {
    throw new Error("thrown on purpose");
  },

  "/reject"() {
    Promise.reject(new Error("rejected on purpose"));
    return new Response("ok");
  },

  "/headers"(request) {
    const headers = new Headers();
    for (const [name, value] of request.headers) headers.append(`x-${name}`, value);
    headers.append("set-cookie", "a=1");
    headers.append("set-cookie", "b=2");
    return new Response(new URL(request.url).search, { status: 201, headers });
  },

  async "/body"(request) {
    const text = await request.text();
    return new Response(text + structuredClone({ text }).text);
  },

  async "/stream"() {
    let count = 0;
    const stream = new ReadableStream({
      pull(controller) {
        if (count++ < 4) controller.enqueue(new TextEncoder().encode("chunk "));
        else controller.close();
      },
    });
    return new Response(stream);
  },
};

export default {
  fetch(request, env, ctx) {
    return handlers[new URL(request.url).pathname](request, env, ctx);
  },
};

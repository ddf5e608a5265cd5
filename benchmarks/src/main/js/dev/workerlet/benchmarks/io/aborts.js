// One handler for each thing that a client may leave in the midst of.
const chunk = new Uint8Array(4_096).fill(46);
const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

const handlers = {
  echo: (request) => new Response(request.body.pipeThrough(new TransformStream())),

  async read(request) {
    let bytes = 0;
    for await (const piece of request.body) bytes += piece.byteLength;
    return new Response(`${bytes}`);
  },

  async text(request) {
    return new Response(`${(await request.text()).length}`);
  },

  async wait() {
    await sleep(100);
    return new Response("waited");
  },

  stream() {
    const body = new ReadableStream({ pull: (controller) => controller.enqueue(chunk) });
    return new Response(body);
  },

  ticks() {
    let timer;
    const body = new ReadableStream({
      start(controller) {
        timer = setInterval(() => controller.enqueue(chunk), 10);
      },
      cancel: () => clearInterval(timer),
    });
    return new Response(body);
  },

  async fetch(request, upstream) {
    const answer = await fetch(upstream, { signal: request.signal });
    return new Response(await answer.text());
  },

  pass: (request, upstream) => fetch(upstream),

  upload: (request, upstream) => fetch(upstream, { method: "POST", body: request.body, duplex: "half" }),

  later(request, upstream, ctx) {
    ctx.waitUntil(sleep(50).then(() => fetch(upstream)).then((answer) => answer.text()));
    return new Response(new ReadableStream({ pull: (controller) => sleep(5).then(() => controller.enqueue(chunk)) }));
  },
};

export default {
  fetch(request, env, ctx) {
    const url = new URL(request.url);
    return handlers[url.pathname.split("/").pop()](request, url.searchParams.get("upstream"), ctx);
  },
};

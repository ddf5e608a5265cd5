// Bodies that flow, by the last part of the path.
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const bytes = (text) => new TextEncoder().encode(text);

const routes = {
  // Each piece passes through the script.
  echo: (request) => new Response(request.body.pipeThrough(new TransformStream())),
  // The body goes past the script.
  pass: (request) => new Response(request.body),
  // The same through another request, without and with a connection.
  service: (request, env) => env.FLOW.fetch("http://flow/echo", { method: "POST", body: request.body, duplex: "half" }),
  upstream: (request) =>
    fetch(new URL("echo", request.url), { method: "POST", body: request.body, duplex: "half" }),
  download: (request) => fetch(new URL("bytes", request.url)),
  bytes: () => {
    let left = 200;
    return new Response(
      new ReadableStream({
        async pull(controller) {
          await sleep(0);
          controller.enqueue(new Uint8Array(64 * 1024).fill(left));
          if (--left === 0) controller.close();
        },
      }),
    );
  },
  // Breaks off after its first piece, when all of the request has come: the client has got something by then.
  broken: (request) =>
    new Response(
      new ReadableStream({
        async start(controller) {
          controller.enqueue(bytes("some"));
          await request.text();
          controller.error(new Error("broken"));
        },
      }),
    ),
  // A heart beats until the client leaves; what happens then is kept where every isolate finds it.
  beating: (request, env, ctx) => {
    const note = new URL("kept", request.url);
    const heard = [];
    let beat;
    let leave;
    ctx.waitUntil(new Promise((resolve) => (leave = resolve)).then(() => sleep(20)).then(() =>
      caches.default.put(note, new Response(heard.sort().join(), { headers: { "cache-control": "max-age=60" } }))));
    request.signal.addEventListener("abort", () => heard.push("aborted"));
    return new Response(
      new ReadableStream({
        start(controller) {
          beat = setInterval(() => controller.enqueue(bytes(": beat\n")), 5);
        },
        cancel() {
          clearInterval(beat);
          heard.push("cancelled");
          leave();
        },
      }),
      { headers: { "content-type": "text/event-stream" } },
    );
  },
  kept: async (request) => (await caches.default.match(new URL("kept", request.url))) ?? new Response("nothing"),
};

export default {
  fetch(request, env, ctx) {
    const name = new URL(request.url).pathname.split("/").pop();
    return routes[name](request, env, ctx);
  },
};

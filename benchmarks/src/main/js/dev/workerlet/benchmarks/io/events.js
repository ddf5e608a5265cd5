// Server-sent events, or messages of a WebSocket: one each second, with its number and the times of the first and its own.
const PERIOD_MILLIS = 1_000;
const encoder = new TextEncoder();

function everySecond(send) {
  const startMillis = Date.now();
  let number = 0;
  return setInterval(() => send(`data: ${++number} ${startMillis} ${Date.now()}\n\n`), PERIOD_MILLIS);
}

function events() {
  let timer;
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(": open\n\n"));
      timer = everySecond((text) => controller.enqueue(encoder.encode(text)));
    },
    cancel() {
      clearInterval(timer);
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-store" } });
}

function messages() {
  const [client, server] = Object.values(new WebSocketPair());
  server.accept();
  const timer = everySecond((text) => server.send(text));
  server.addEventListener("close", () => clearInterval(timer));
  return new Response(null, { status: 101, webSocket: client });
}

export default {
  fetch(request) {
    return request.headers.get("upgrade") === "websocket" ? messages() : events();
  },
};

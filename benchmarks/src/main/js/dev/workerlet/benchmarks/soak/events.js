// Server-sent events by an interval.
import { checksum, nonceOf } from "./checksum.js";

const encoder = new TextEncoder();

export default {
  fetch(request) {
    const nonce = nonceOf(request);
    const count = Number(new URL(request.url).searchParams.get("count"));
    let timer;
    let number = 0;
    const body = new ReadableStream({
      start(controller) {
        timer = setInterval(() => {
          controller.enqueue(encoder.encode(`id: ${number}\ndata: ${checksum("events", nonce, number)}\n\n`));
          if (++number < count) return;
          clearInterval(timer);
          controller.close();
        }, 5);
      },
      cancel: () => clearInterval(timer),
    });
    return new Response(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-store" } });
  },
};

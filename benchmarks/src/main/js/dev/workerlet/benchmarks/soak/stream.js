// Streams lines, with pauses between them.
import { checksum, nonceOf, sleep } from "./checksum.js";

const encoder = new TextEncoder();

export default {
  fetch(request) {
    const nonce = nonceOf(request);
    const lines = Number(new URL(request.url).searchParams.get("lines"));
    let number = 0;
    const body = new ReadableStream({
      async pull(controller) {
        if (number === lines) return controller.close();
        if (number % 8 === 0) await sleep(2);
        controller.enqueue(encoder.encode(`${number} ${checksum("stream", nonce, number)}\n`));
        number++;
      },
    });
    return new Response(body);
  },
};

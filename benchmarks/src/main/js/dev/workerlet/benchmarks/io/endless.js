// A stream without an end. Each line is a chunk of its own and tells when it was made.
const LENGTH = 16_384;
const encoder = new TextEncoder();

export default {
  fetch() {
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(encoder.encode(`${String(Date.now()).padEnd(LENGTH - 1, ".")}\n`));
      },
    });
    return new Response(body);
  },
};

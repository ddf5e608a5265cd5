// Loops when its stream is cancelled.
export default {
  fetch() {
    const cancel = () => { for (;;) {} };
    return new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1)), cancel }));
  },
};

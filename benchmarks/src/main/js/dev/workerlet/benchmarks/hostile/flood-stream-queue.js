// Fills the queue of a stream that nobody reads.
export default {
  fetch() {
    const chunk = new Uint8Array(16);
    return new Response(new ReadableStream({ start(controller) { for (;;) controller.enqueue(chunk); } }));
  },
};

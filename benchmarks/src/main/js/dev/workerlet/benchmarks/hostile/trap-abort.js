// Loops when its client leaves.
export default {
  fetch(request) {
    request.signal.addEventListener("abort", () => { for (;;) {} });
    return new Response(new ReadableStream({ start(controller) { controller.enqueue(new Uint8Array(1)); } }));
  },
};

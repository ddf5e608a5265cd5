// Answers with a body that never goes on.
export default {
  fetch() {
    return new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(10)) }));
  },
};

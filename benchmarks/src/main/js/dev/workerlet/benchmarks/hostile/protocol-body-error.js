// Answers with a body that fails after its head.
export default {
  fetch() {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(100_000)),
      pull(controller) {
        controller.error(new Error("failed"));
      },
    });
    return new Response(body);
  },
};

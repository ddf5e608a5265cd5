// Answers with a stream without an end.
export default {
  fetch() {
    return new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) }));
  },
};

// Answers with a body whose chunks are taken away.
export default {
  fetch() {
    const pull = (controller) => {
      const chunk = new Uint8Array(1_000);
      controller.enqueue(chunk);
      chunk.buffer.transfer();
    };
    return new Response(new ReadableStream({ pull }));
  },
};

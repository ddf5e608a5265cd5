// Answers with a body whose chunks shrink.
export default {
  fetch() {
    const pull = (controller) => {
      const buffer = new ArrayBuffer(1_000, { maxByteLength: 2_000 });
      controller.enqueue(new Uint8Array(buffer));
      buffer.resize(1);
    };
    return new Response(new ReadableStream({ pull }));
  },
};

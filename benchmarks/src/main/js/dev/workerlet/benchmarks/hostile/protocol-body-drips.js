// Answers with a body that drips for ever.
export default {
  fetch() {
    const pull = async (controller) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      controller.enqueue(new Uint8Array(1));
    };
    return new Response(new ReadableStream({ pull }));
  },
};

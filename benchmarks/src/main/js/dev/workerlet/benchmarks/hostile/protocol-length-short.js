// Promises less than it gives.
export default {
  fetch() {
    const body = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 100; i++) controller.enqueue(new Uint8Array(1_000));
        controller.close();
      },
    });
    return new Response(body, { headers: { "content-length": "10" } });
  },
};

// Reads the request's body slowly (?rate= bytes a second) and tells after each chunk how much it has read.
const encoder = new TextEncoder();

export default {
  fetch(request) {
    const rate = Number(new URL(request.url).searchParams.get("rate"));
    const reader = request.body.getReader();
    let read = 0;
    const body = new ReadableStream({
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        read += value.byteLength;
        controller.enqueue(encoder.encode(`${read}\n`));
        await new Promise((resolve) => setTimeout(resolve, (1_000 * value.byteLength) / rate));
      },
      cancel: (reason) => reader.cancel(reason),
    });
    return new Response(body);
  },
};

// Splits a stream and reads one branch.
export default {
  async fetch() {
    const source = new ReadableStream({ pull: (controller) => controller.enqueue("x".repeat(65_536)) });
    const [read] = source.tee();
    for await (const chunk of read) if (chunk === "") return new Response(chunk);
    return new Response("");
  },
};

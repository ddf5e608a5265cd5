// Writes to a stream that nobody reads.
export default {
  fetch() {
    const { writable, readable } = new TransformStream();
    const writer = writable.getWriter();
    const chunk = "x".repeat(100);
    for (;;) writer.write(chunk);
    return new Response(readable);
  },
};

// Answers with a body whose chunks are no bytes.
export default {
  fetch() {
    return new Response(ReadableStream.from([1, {}, null, "text", new Uint8Array(1)]));
  },
};

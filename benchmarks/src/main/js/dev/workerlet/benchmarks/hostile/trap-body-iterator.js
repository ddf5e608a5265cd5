// Streams a body from an iterator that never returns.
export default {
  fetch() {
    return new Response(ReadableStream.from({ [Symbol.asyncIterator]: () => ({ next() { for (;;) {} } }) }));
  },
};

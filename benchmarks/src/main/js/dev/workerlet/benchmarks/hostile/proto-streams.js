// Replaces what streams are made of.
export default {
  fetch() {
    for (const type of [ReadableStream, WritableStream, TransformStream, ReadableStreamDefaultReader, ReadableStreamDefaultController]) {
      for (const name of Reflect.ownKeys(type.prototype)) {
        if (name === "constructor") continue;
        Reflect.defineProperty(type.prototype, name, { configurable: true, get() { for (;;) {} } });
      }
    }
    return new Response(new Blob(["patched"]).stream());
  },
};

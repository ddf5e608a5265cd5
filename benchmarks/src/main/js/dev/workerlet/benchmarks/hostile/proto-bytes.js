// Replaces the methods of buffers and typed arrays.
export default {
  fetch() {
    for (const type of [Object.getPrototypeOf(Uint8Array), Uint8Array, ArrayBuffer, DataView, TextEncoder, TextDecoder]) {
      for (const name of Reflect.ownKeys(type.prototype)) {
        if (name === "constructor") continue;
        Reflect.defineProperty(type.prototype, name, { configurable: true, get() { throw new Error(String(name)); } });
      }
    }
    return new Response("patched", { headers: { "x-a": "b" } });
  },
};

// Replaces species and constructors.
export default {
  fetch() {
    for (const type of [Array, Promise, Map, Set, ArrayBuffer, RegExp, Object.getPrototypeOf(Uint8Array)]) {
      Object.defineProperty(type, Symbol.species, { get() { throw new Error("species"); } });
      type.prototype.constructor = class { constructor() { throw new Error("constructor"); } };
    }
    return new Response("patched", { headers: { "x-a": "b" } });
  },
};

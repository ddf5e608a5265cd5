// Replaces the methods of texts, numbers and regular expressions.
export default {
  fetch() {
    for (const type of [String, Number, Boolean, Symbol, BigInt, RegExp, Date]) {
      for (const name of Reflect.ownKeys(type.prototype)) {
        if (name === "constructor") continue;
        Reflect.defineProperty(type.prototype, name, { configurable: true, value: () => { throw new Error(String(name)); } });
      }
    }
    return new Response("patched", { headers: { "x-a": "b" } });
  },
};

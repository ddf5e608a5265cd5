// Replaces the methods of arrays.
export default {
  fetch() {
    for (const name of Object.getOwnPropertyNames(Array.prototype)) {
      if (typeof Array.prototype[name] === "function") Array.prototype[name] = () => { throw new Error(name); };
    }
    Array.prototype[Symbol.iterator] = function* () { for (;;) yield 1; };
    Array.from = Array.isArray = Array.of = () => { for (;;) {} };
    return new Response("patched", { headers: { "x-a": "b" } });
  },
};

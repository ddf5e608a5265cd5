// Replaces the methods of collections and their iterators.
export default {
  fetch() {
    const iterators = [[][Symbol.iterator](), new Map().entries(), new Set().values(), ""[Symbol.iterator]()];
    for (const iterator of iterators) Object.getPrototypeOf(iterator).next = () => ({ value: 1, done: false });
    for (const type of [Map, Set, WeakMap, WeakSet]) {
      for (const name of ["get", "set", "has", "add", "delete"]) type.prototype[name] = () => { throw new Error(name); };
    }
    return new Response("patched", { headers: { "x-a": "b" } });
  },
};

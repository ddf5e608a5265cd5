// Replaces the methods of collections and their iterators.
export default {
  fetch() {
    const types = [Map, Set, WeakMap, WeakSet];
    const iterators = [[][Symbol.iterator](), new Map().entries(), new Set().values(), ""[Symbol.iterator]()];
    for (let i = 0; i < 4; i++) Object.getPrototypeOf(iterators[i]).next = () => ({ value: 1, done: false });
    const names = ["get", "set", "has", "add", "delete"];
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < names.length; j++) {
        const name = names[j];
        Reflect.defineProperty(types[i].prototype, name, { value: () => { throw new Error(name); } });
      }
    }
    return new Response("patched", { headers: { "x-a": "b" } });
  },
};

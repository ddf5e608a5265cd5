// Gives all objects getters and setters.
export default {
  fetch() {
    const names = ["done", "then", "type", "name", "0", "signal", "start", "pull", "url", "id", "next", "method", "redirect", "set", "value", "get"];
    for (let i = 0; i < names.length; i++) {
      const descriptor = { __proto__: null, get() { throw new Error(names[i]); }, set() { throw new Error(names[i]); } };
      Object.defineProperty(Object.prototype, names[i], descriptor);
    }
    return new Response("patched", { headers: { "x-a": "b" } });
  },
};

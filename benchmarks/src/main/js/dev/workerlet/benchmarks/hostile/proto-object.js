// Gives all objects getters and setters.
export default {
  fetch() {
    for (const name of ["status", "headers", "body", "value", "done", "then", "get", "set", "type", "name", "0", "signal", "start", "pull"]) {
      Object.defineProperty(Object.prototype, name, { get() { throw new Error(name); }, set() { throw new Error(name); } });
    }
    return new Response("patched", { headers: { "x-a": "b" } });
  },
};

// Replaces what responses are made of.
export default {
  fetch() {
    for (const name of Object.getOwnPropertyNames(Response.prototype)) {
      Object.defineProperty(Response.prototype, name, { get() { for (;;) {} } });
    }
    Object.defineProperty(Response, Symbol.hasInstance, { value() { for (;;) {} } });
    return new Response("patched", { headers: { "x-a": "b" } });
  },
};

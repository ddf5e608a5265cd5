// Replaces what headers are made of.
export default {
  fetch() {
    for (const name of Reflect.ownKeys(Headers.prototype)) {
      if (name !== "constructor") Object.defineProperty(Headers.prototype, name, { value() { for (;;) {} } });
    }
    return new Response("patched", { headers: { "x-a": "b" } });
  },
};

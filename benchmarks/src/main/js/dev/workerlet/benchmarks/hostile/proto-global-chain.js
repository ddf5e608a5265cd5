// Puts a proxy behind the global object.
export default {
  fetch() {
    try {
      Object.setPrototypeOf(globalThis, new Proxy({}, { get() { for (;;) {} }, has: () => true }));
    } catch {}
    return new Response("patched", { headers: { "x-a": "b" } });
  },
};

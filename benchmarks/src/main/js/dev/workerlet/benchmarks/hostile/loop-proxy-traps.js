// Has traps that never return.
export default {
  fetch() {
    const hostile = new Proxy({}, { get() { for (;;) {} }, has: () => true, ownKeys() { for (;;) {} } });
    return new Response("", hostile);
  },
};

// Logs what never gives its text.
export default {
  fetch() {
    console.log(new Proxy({ a: 1 }, { ownKeys() { for (;;) {} } }), { get a() { for (;;) {} } }, { toString() { for (;;) {} } });
    return new Response("logged");
  },
};

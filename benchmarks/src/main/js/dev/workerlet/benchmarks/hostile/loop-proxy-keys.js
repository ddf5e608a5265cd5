// Shows the platform an object with endless headers.
export default {
  fetch() {
    const headers = new Proxy({}, { get: () => function* () { for (;;) yield ["a", "b"]; } });
    return new Response("", { headers });
  },
};

// Has a chain of prototypes without an end.
export default {
  fetch() {
    const endless = () => new Proxy({}, { getPrototypeOf: endless });
    return new Response(String(endless() instanceof Map));
  },
};

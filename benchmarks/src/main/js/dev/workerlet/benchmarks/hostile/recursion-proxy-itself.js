// Is a proxy of which the prototype is the proxy.
export default {
  fetch() {
    const base = {};
    const proxy = new Proxy(base, {});
    Object.setPrototypeOf(base, proxy);
    return new Response(String(proxy.name));
  },
};

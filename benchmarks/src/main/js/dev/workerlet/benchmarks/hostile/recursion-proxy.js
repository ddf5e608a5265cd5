// Asks through a hundred thousand proxies.
export default {
  fetch() {
    let value = {};
    for (let i = 0; i < 1e5; i++) value = new Proxy(value, {});
    return new Response(String(value.name));
  },
};

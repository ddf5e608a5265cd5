// Fills the cache of its owner.
export default {
  async fetch() {
    for (let i = 0; i < 1e5; i++) {
      await caches.default.put(`http://cache/${i}`, new Response("x".repeat(65_536)));
    }
    return new Response("filled");
  },
};

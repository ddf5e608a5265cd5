export default {
  async fetch() {
    await new Promise((resolve) => setTimeout(resolve, 100));
    return new Response("waited");
  },
};

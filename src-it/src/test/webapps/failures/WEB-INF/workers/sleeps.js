export default {
  async fetch() {
    await new Promise((resolve) => setTimeout(resolve, 60_000));
    return new Response("too late");
  },
};

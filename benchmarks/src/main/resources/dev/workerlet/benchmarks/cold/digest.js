// A first request that signs nothing but a digest: what crypto.subtle costs when it is first used.
export default {
  async fetch(request) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(request.url));
    return new Response(digest);
  },
};

// Starts a hundred thousand requests.
export default {
  async fetch(request) {
    const all = [];
    for (let i = 0; i < 1e5; i++) all.push(fetch(`${request.url}?${i}`).catch(() => i));
    await Promise.all(all);
    return new Response("fetched");
  },
};

// Never finishes loading.
for (;;) {}

export default {
  fetch: () => new Response(""),
};

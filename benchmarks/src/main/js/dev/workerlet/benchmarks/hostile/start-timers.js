// Keeps itself alive while it is loaded.
setInterval(() => {}, 1);
await new Promise(() => {});

export default {
  fetch: () => new Response(""),
};

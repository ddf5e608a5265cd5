// A worker that is only there to be loaded.
export default {
  fetch: () => new Response(""),
};

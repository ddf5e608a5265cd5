// Has getters on all that it hands over.
export default {
  fetch() {
    const hostile = { get status() { for (;;) {} }, get headers() { for (;;) {} } };
    return new Response("", hostile);
  },
};

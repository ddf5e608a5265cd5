// Answers with a proxy of a response.
export default {
  fetch() {
    return new Proxy(new Response("answer"), { get() { for (;;) {} }, getPrototypeOf() { for (;;) {} } });
  },
};

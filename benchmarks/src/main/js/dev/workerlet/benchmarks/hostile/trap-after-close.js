// Starts timers that loop for as long as the isolate lives.
export default {
  fetch() {
    setInterval(() => { for (;;) {} }, 1);
    return new Response("answered");
  },
};

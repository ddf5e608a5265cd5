// Starts again in finally, by every means.
export default {
  fetch() {
    const run = () => {
      try {
        for (;;) {}
      } finally {
        queueMicrotask(run);
        setTimeout(run);
        Promise.resolve().finally(run);
        run();
      }
    };
    run();
    return new Response("");
  },
};

// Compiles and runs code for ever.
export default {
  fetch() {
    const run = new Function("for (;;) {}");
    run();
    return new Response("");
  },
};

// Runs for ever.
export default {
  fetch() {
    for (;;) {}
  },
};

// Awaits for ever.
export default {
  async fetch() {
    for (;;) await null;
  },
};

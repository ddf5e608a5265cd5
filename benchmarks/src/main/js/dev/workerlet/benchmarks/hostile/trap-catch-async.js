// Catches whatever ends an await and goes on.
export default {
  async fetch() {
    for (;;) {
      try {
        await fetch("http://127.0.0.1:1/").then(() => { for (;;) {} });
      } catch {}
    }
  },
};

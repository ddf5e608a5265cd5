// Imports modules without an end.
export default {
  async fetch() {
    for (let i = 0; ; i++) await import(`data:text/javascript,export default ${i}`);
  },
};

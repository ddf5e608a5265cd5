export default {
  async fetch() {
    await null;
    throw new TypeError("another secret of the script");
  },
};

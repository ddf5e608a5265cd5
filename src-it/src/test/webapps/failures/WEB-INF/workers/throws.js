export default {
  fetch() {
    throw new Error("a secret of the script");
  },
};

export default {
  fetch() {
    throw new Error("and the application does not");
  },
};

export default {
  fetch() {
    throw new Error("for the observers");
  },
};

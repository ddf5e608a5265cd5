// Waits for itself.
export default {
  fetch() {
    const deeper = async () => await deeper();
    return deeper();
  },
};

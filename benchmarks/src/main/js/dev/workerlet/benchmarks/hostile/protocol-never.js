// Never answers, and waits for nothing.
export default {
  fetch() {
    return new Promise(() => {});
  },
};

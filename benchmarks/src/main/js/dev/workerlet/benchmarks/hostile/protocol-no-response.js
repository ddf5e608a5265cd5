// Answers with nothing.
export default {
  fetch() {
    return undefined;
  },
};

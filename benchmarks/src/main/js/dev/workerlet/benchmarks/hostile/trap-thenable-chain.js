// Answers with a thenable that resolves to itself.
export default {
  fetch() {
    const thenable = { then: (resolve) => resolve(thenable) };
    return thenable;
  },
};

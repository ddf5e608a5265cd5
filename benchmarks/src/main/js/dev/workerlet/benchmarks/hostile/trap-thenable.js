// Answers with a thenable that never returns.
export default {
  fetch() {
    return { then() { for (;;) {} } };
  },
};

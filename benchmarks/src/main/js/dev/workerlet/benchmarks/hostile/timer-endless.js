// Answers never, while an interval keeps it alive.
export default {
  fetch() {
    setInterval(() => {}, 10);
    return new Promise(() => {});
  },
};

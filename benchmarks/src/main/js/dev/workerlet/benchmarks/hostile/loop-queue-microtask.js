// Each microtask queues two.
export default {
  fetch() {
    const again = () => {
      queueMicrotask(again);
      queueMicrotask(again);
    };
    again();
    return new Promise(() => {});
  },
};

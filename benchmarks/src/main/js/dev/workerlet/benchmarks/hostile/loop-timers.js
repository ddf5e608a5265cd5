// Has timers that make timers.
export default {
  fetch() {
    const again = () => {
      setTimeout(again);
      setTimeout(again);
    };
    again();
    return new Promise(() => {});
  },
};

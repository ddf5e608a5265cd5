// Fills the heap with closures, each over the last.
export default {
  fetch() {
    let kept = () => 0;
    for (let i = 0; ; i++) {
      const before = kept;
      kept = () => before() + i;
    }
  },
};

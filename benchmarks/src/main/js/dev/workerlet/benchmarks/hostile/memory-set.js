// Fills the heap with a Set of texts.
export default {
  fetch() {
    const kept = new Set();
    for (let i = 0; ; i++) kept.add(`value ${i}`);
  },
};

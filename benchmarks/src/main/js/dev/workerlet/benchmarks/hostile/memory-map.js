// Fills the heap with a Map.
export default {
  fetch() {
    const kept = new Map();
    for (let i = 0; ; i++) kept.set(i, { i });
  },
};

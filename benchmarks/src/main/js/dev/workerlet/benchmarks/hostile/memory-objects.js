// Fills the heap with objects.
export default {
  fetch() {
    const kept = [];
    for (let i = 0; ; i++) kept.push({ i, next: { i } });
  },
};

// Fills the heap with the same JSON, parsed again and again.
export default {
  fetch() {
    const kept = [];
    const text = JSON.stringify(Array(10_000).fill({ name: "name", list: [1, 2, 3] }));
    for (;;) kept.push(JSON.parse(text));
  },
};

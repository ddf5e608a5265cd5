// Fills the heap with texts that are never flattened.
export default {
  fetch() {
    const kept = [];
    for (let i = 0; ; i++) kept.push(`${i} ${kept[i - 1] ?? ""}`.slice(0, 100_000) + i);
  },
};

// Fills the heap while it is loaded.
const kept = [];
for (;;) kept.push(new Array(10_000).fill(0));

// Parses a text again and again.
export default {
  fetch() {
    const text = JSON.stringify(Array(1_000).fill({ a: [1, 2, 3] }));
    for (;;) JSON.parse(text);
  },
};

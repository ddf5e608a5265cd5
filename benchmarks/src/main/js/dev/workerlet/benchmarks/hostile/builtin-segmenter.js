// Finds the words of a long text.
export default {
  fetch() {
    const result = [...new Intl.Segmenter("th", { granularity: "word" }).segment("ก".repeat(2 ** 22))];
    return new Response(String(result).slice(0, 100));
  },
};

// Searches a long text for a long text.
export default {
  fetch() {
    const result = "a".repeat(2 ** 28).lastIndexOf(`b${"a".repeat(2 ** 16)}`);
    return new Response(String(result).slice(0, 100));
  },
};

// Normalizes a long text.
export default {
  fetch() {
    const result = "\u1e9b\u0323".repeat(2 ** 22).normalize("NFKD");
    return new Response(String(result).slice(0, 100));
  },
};

// Reverses a list of no elements.
export default {
  fetch() {
    const result = Array.prototype.reverse.call({ length: Number.MAX_SAFE_INTEGER });
    return new Response(String(result).slice(0, 100));
  },
};

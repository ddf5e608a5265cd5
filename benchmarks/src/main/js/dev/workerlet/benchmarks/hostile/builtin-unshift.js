// Moves a list of no elements.
export default {
  fetch() {
    const result = Array.prototype.unshift.call({ length: Number.MAX_SAFE_INTEGER - 1 }, 1);
    return new Response(String(result).slice(0, 100));
  },
};

// Fills an object like a list.
export default {
  fetch() {
    const result = Array.prototype.fill.call({ length: Number.MAX_SAFE_INTEGER, set 5(value) {} }, 1);
    return new Response(String(result).slice(0, 100));
  },
};

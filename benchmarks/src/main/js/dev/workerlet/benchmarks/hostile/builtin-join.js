// Joins a list of no elements.
export default {
  fetch() {
    const result = Array.prototype.join.call({ length: 2 ** 32 - 1 }, "");
    return new Response(String(result).slice(0, 100));
  },
};

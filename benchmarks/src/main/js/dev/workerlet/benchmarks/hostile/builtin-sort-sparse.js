// Sorts a list of no elements.
export default {
  fetch() {
    const result = Array(2 ** 32 - 1).sort();
    return new Response(String(result).slice(0, 100));
  },
};

// Searches a list of no elements for all its length.
export default {
  fetch() {
    const result = Array.prototype.indexOf.call({ length: Number.MAX_SAFE_INTEGER }, 1);
    return new Response(String(result).slice(0, 100));
  },
};

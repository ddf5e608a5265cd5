// Asks a list of no elements what it includes.
export default {
  fetch() {
    const result = Array.prototype.includes.call({ length: Number.MAX_SAFE_INTEGER }, 1);
    return new Response(String(result).slice(0, 100));
  },
};

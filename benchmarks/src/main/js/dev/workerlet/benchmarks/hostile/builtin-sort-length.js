// Sorts what claims to be longer than any list.
export default {
  fetch() {
    return new Response(String(Array.prototype.sort.call({ length: 2 ** 27 + 1 }).length));
  },
};

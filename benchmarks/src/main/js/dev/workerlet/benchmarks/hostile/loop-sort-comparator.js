// Sorts with a comparator that never returns.
export default {
  fetch() {
    return new Response(String([3, 2, 1].sort(() => { for (;;) {} })));
  },
};

// Backtracks for longer than the universe lasts.
export default {
  fetch() {
    return new Response(String(/^(a+)+$/.test(`${"a".repeat(60)}b`)));
  },
};

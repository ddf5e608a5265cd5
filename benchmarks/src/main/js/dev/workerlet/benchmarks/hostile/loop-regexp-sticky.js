// Backtracks over back references, in a look-behind and with the flags for Unicode.
export default {
  fetch() {
    return new Response(String(/(?<=^(?:(a+)\1*)+b)c/uy.test(`${"a".repeat(60)}c`) || /^(?:(a+)\1*)+b/u.test("a".repeat(60))));
  },
};

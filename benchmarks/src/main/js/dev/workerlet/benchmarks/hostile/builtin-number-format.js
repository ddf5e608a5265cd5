// Formats a number of a million digits.
export default {
  fetch() {
    const result = new Intl.NumberFormat("de").format(10n ** 1_000_000n);
    return new Response(String(result).slice(0, 100));
  },
};

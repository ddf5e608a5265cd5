// Puts three of the longest texts there can be into a sentence.
export default {
  fetch() {
    const text = "a".repeat(2 ** 29 - 25);
    return new Response(String(new Intl.ListFormat("de").format([text, text, text]).length));
  },
};

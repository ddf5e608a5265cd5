// Compares long texts by the rules of a language.
export default {
  fetch() {
    const result = "ä".repeat(2 ** 24).localeCompare("ä".repeat(2 ** 24));
    return new Response(String(result).slice(0, 100));
  },
};

// Asks for four billion locales.
export default {
  fetch() {
    return new Response(String(Intl.getCanonicalLocales({ length: 2 ** 32 }).length));
  },
};

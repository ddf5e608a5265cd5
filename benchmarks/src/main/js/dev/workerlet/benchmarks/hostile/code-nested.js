// Compiles an expression that is nested deeply.
export default {
  fetch() {
    return new Response(String(new Function(`return ${"(".repeat(1e6)}1${")".repeat(1e6)}`)()));
  },
};

// Compiles a function of 20 MB.
export default {
  fetch() {
    return new Response(String(new Function(`return ${"1+".repeat(1e7)}1`)()));
  },
};

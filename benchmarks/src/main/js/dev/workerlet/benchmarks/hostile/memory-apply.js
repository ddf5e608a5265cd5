// Calls a function with millions of arguments.
export default {
  fetch() {
    const list = new Array(2 ** 24).fill(1);
    return new Response(String(Math.max(...list)));
  },
};

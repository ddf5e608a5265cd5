// Calls itself until the stack ends.
export default {
  fetch() {
    const deeper = (depth) => 1 + deeper(depth + 1);
    return new Response(String(deeper(0)));
  },
};

// Is a text of itself.
export default {
  fetch() {
    const value = { toString: () => `${value}` };
    return new Response(value);
  },
};

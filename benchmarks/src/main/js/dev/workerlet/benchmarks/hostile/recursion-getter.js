// Has a getter that asks itself.
export default {
  fetch() {
    const value = { get body() { return this.body; } };
    return new Response(value.body);
  },
};

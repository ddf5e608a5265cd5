// Parses with a reviver that never returns.
export default {
  fetch() {
    return Response.json(JSON.parse("[1]", () => { for (;;) {} }));
  },
};

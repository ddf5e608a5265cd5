// Parses lists within lists.
export default {
  fetch() {
    return Response.json(JSON.parse("[".repeat(1e6) + "]".repeat(1e6)));
  },
};

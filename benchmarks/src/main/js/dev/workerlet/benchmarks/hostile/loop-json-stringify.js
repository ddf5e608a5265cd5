// Writes a value whose toJSON never returns.
export default {
  fetch() {
    return Response.json({ toJSON() { for (;;) {} } });
  },
};

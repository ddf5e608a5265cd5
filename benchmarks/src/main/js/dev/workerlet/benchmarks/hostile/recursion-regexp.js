// Compiles groups within groups.
export default {
  fetch() {
    return new Response(String(new RegExp("(".repeat(1e5) + ")".repeat(1e5)).test("")));
  },
};

// Parses a text of 140 MB.
export default {
  fetch() {
    const text = `[${"1,".repeat(70_000_000)}1]`;
    return new Response(String(JSON.parse(text).length));
  },
};

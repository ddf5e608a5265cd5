// Parses an address of a million parameters.
export default {
  fetch() {
    const url = new URL(`http://host/?${"name=value&".repeat(1e6)}`);
    return new Response(String(url.searchParams.getAll("name").length));
  },
};

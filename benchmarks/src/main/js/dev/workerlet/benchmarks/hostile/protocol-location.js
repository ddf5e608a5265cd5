// Redirects to a script.
export default {
  fetch() {
    return new Response(null, { status: 302, headers: { location: "javascript:alert(1)" } });
  },
};

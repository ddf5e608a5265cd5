// Answers with a status of 101.
export default {
  fetch() {
    return new Response(null, { status: 101 });
  },
};

// Answers with a body that it never reads.
export default {
  fetch(request) {
    return new Response(request.body);
  },
};

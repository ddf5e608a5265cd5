// Answers 204 with a body.
export default {
  fetch() {
    return new Response("body", { status: 204 });
  },
};

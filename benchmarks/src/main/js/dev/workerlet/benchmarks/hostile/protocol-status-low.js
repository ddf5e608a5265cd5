// Answers with a status of 99.
export default {
  fetch() {
    return new Response("", { status: 99 });
  },
};

// Answers with a status of 1000.
export default {
  fetch() {
    return new Response("", { status: 1_000 });
  },
};

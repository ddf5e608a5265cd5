// Answers with a response whose getters never return.
export default {
  fetch() {
    const response = new Response("answer");
    for (const name of ["status", "headers", "body", "statusText", "url", "type"]) {
      Object.defineProperty(response, name, { get() { for (;;) {} } });
    }
    return response;
  },
};

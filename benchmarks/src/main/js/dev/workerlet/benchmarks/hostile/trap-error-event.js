// Throws in the handler of errors.
export default {
  fetch() {
    addEventListener("error", () => reportError(new Error("again")));
    reportError(new Error("first"));
    return new Response("reported");
  },
};

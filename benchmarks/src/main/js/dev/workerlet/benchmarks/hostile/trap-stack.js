// Formats the stacks of errors for ever.
export default {
  fetch() {
    Error.prepareStackTrace = () => { for (;;) {} };
    Object.defineProperty(Error.prototype, "stack", { get() { for (;;) {} } });
    throw new Error("hostile");
  },
};

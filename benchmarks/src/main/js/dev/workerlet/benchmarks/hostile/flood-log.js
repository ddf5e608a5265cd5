// Writes lines to the log for ever.
export default {
  fetch() {
    for (let i = 0; ; i++) console.log("flood", i, "x".repeat(1_000));
  },
};

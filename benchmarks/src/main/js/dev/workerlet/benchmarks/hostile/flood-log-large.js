// Writes lines of 16 MB to the log.
export default {
  fetch() {
    const line = "x".repeat(2 ** 24);
    for (let i = 0; i < 100; i++) console.log(line, { line, i });
    return new Response("logged");
  },
};

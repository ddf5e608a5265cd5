// Throws an error with a message of 64 MB.
export default {
  fetch() {
    throw new Error("message ".repeat(2 ** 23));
  },
};

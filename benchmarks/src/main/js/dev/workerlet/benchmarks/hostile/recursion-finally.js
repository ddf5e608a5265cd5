// Goes deeper from each end of the stack.
export default {
  fetch() {
    const deeper = () => {
      try {
        deeper();
      } finally {
        deeper();
      }
    };
    deeper();
    return new Response("");
  },
};

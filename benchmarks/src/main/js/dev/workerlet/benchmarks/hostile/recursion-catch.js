// Catches the end of the stack and calls the platform there.
export default {
  fetch() {
    const deeper = () => {
      try {
        deeper();
      } catch {
        console.log(new URL("http://host/"), structuredClone({}), new Headers([["a", "b"]]));
      }
    };
    for (;;) deeper();
  },
};

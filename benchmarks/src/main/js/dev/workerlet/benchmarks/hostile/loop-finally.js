// Goes on in finally, whatever ends the loop before.
export default {
  fetch() {
    for (;;) {
      try {
        for (;;) {}
      } finally {
        continue;
      }
    }
  },
};

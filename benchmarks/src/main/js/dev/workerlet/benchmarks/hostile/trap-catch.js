// Catches whatever ends its loop and goes on.
export default {
  fetch() {
    for (;;) {
      try {
        for (;;) {}
      } catch {}
    }
  },
};

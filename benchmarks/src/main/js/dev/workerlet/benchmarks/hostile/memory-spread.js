// Doubles a list by spreading it.
export default {
  fetch() {
    let list = [1, 2, 3];
    for (;;) list = [...list, ...list];
  },
};

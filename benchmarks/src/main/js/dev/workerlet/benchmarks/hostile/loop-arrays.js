// Makes arrays in a loop whose check for the end an optimiser could drop.
export default {
  fetch() {
    const a = [];
    for (;;) a.push(new Array(1000));
  },
};

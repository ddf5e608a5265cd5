// Gives one object ever more properties.
export default {
  fetch() {
    const kept = {};
    for (let i = 0; ; i++) kept[`property ${i}`] = i;
  },
};

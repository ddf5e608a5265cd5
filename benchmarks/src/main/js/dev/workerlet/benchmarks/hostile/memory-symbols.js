// Fills the registry of symbols.
export default {
  fetch() {
    for (let i = 0; ; i++) Symbol.for(`symbol ${i}`);
  },
};

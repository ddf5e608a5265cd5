// Grows a chain without an end.
export default {
  fetch() {
    let chain = null;
    for (;;) chain = { chain };
  },
};

// Fills a list of a hundred million elements.
export default {
  fetch() {
    const list = new Array(2 ** 27 - 100);
    for (let i = 0; ; i++) list.fill(i);
  },
};

// Makes texts of the greatest length and flattens them.
export default {
  fetch() {
    const kept = [];
    for (let i = 0; ; i++) {
      const text = String(i % 10).repeat(2 ** 29 - 25);
      /b/.test(text);
      kept.push(text);
    }
  },
};

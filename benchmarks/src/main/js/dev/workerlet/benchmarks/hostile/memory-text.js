// Doubles a text and flattens it.
export default {
  fetch() {
    let text = "0123456789abcdef";
    const kept = [];
    for (;;) {
      text += text;
      text.charCodeAt(text.length / 2);
      if (text.length >= 2 ** 26) {
        kept.push(text);
        text = `${kept.length}`.repeat(1_000);
      }
    }
  },
};

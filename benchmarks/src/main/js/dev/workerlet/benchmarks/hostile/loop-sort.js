// Sorts with a comparator that never agrees and sorts by itself.
export default {
  fetch() {
    const list = Array.from({ length: 1_000 }, (_, i) => i);
    const compare = () => {
      list.toSorted(compare);
      return 1;
    };
    const shuffle = () => (list.sort(() => Math.random() - 0.5), true);
    while (shuffle());
    return new Response(String(list.toSorted(compare)));
  },
};

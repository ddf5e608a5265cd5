// Sorts a hundred million numbers.
export default {
  fetch() {
    const list = new Float64Array(2 ** 27).map((_, i) => -i);
    return new Response(String(list.sort()[0]));
  },
};

// Grows a tree without an end.
export default {
  fetch() {
    const grow = (depth) => (depth === 0 ? [] : [grow(depth - 1), grow(depth - 1), grow(depth - 1)]);
    return new Response(String(grow(40).length));
  },
};

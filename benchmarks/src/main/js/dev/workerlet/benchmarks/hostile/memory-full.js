// Fills the heap with one list, to the brim, and has code compiled while there is no room.
export default {
  fetch() {
    const list = new Array(2 ** 24 - 2 ** 18).fill(1);
    const functions = Array.from({ length: 8 }, (_, i) => new Function("x", "o", `${"x = (x * 3 + o.a | 0) ^ x >> 2;".repeat(40 + i)} return x;`));
    let x = 0;
    for (let i = 0; i < 3_000; i++) for (const each of functions) x = each(x, { a: i });
    return new Response(`${list.length} ${x}`);
  },
};

// Compiles a hundred thousand functions.
export default {
  fetch() {
    const kept = [];
    for (let i = 0; i < 1e5; i++) kept.push(new Function(`return class A${i} { x = ${i}; }`)());
    return new Response(String(kept.length));
  },
};

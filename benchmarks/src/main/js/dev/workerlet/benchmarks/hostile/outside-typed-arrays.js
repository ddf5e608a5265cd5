// Fills memory outside the heap with typed arrays.
export default {
  fetch(request, env) {
    const most = Number(env.OUTSIDE_MEBIBYTES) || Infinity;
    const kept = [];
    for (let held = 0; held < most; held += 16) kept.push(new Float64Array(2 ** 21).fill(1));
    return new Response(`held ${kept.length}`);
  },
};

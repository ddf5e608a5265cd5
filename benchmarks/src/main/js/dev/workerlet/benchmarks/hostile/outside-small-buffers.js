// Fills memory outside the heap with small buffers.
export default {
  fetch(request, env) {
    const most = Number(env.OUTSIDE_MEBIBYTES) || Infinity;
    const kept = [];
    for (let held = 0; held < most; held += 1 / 64) kept.push(new Uint8Array(2 ** 14).fill(1));
    return new Response(`held ${kept.length}`);
  },
};

// Clones a buffer.
const source = new Uint8Array(2 ** 24).fill(1);

export default {
  fetch(request, env) {
    const most = Number(env.OUTSIDE_MEBIBYTES) || Infinity;
    const kept = [];
    for (let held = 0; held < most; held += 16) kept.push(structuredClone(source));
    return new Response(`held ${kept.length}`);
  },
};

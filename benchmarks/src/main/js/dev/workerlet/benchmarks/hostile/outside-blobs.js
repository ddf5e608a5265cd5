// Fills memory with blobs.
export default {
  fetch(request, env) {
    const most = Number(env.OUTSIDE_MEBIBYTES) || Infinity;
    const kept = [];
    for (let held = 0; held < most; held += 16) kept.push(new Blob([new Uint8Array(2 ** 24).fill(1)]));
    return new Response(`held ${kept.length}`);
  },
};

// Grows buffers outside the heap.
function grown() {
  const buffer = new ArrayBuffer(0, { maxByteLength: 2 ** 24 });
  buffer.resize(2 ** 24);
  return new Uint8Array(buffer).fill(1);
}

export default {
  fetch(request, env) {
    const most = Number(env.OUTSIDE_MEBIBYTES) || Infinity;
    const kept = [];
    for (let held = 0; held < most; held += 16) kept.push(grown());
    return new Response(`held ${kept.length}`);
  },
};

// Fills memory outside the heap with WebAssembly memories.
function filled() {
  const memory = new WebAssembly.Memory({ initial: 1 });
  memory.grow(255);
  return new Uint8Array(memory.buffer).fill(1);
}

export default {
  fetch(request, env) {
    const most = Number(env.OUTSIDE_MEBIBYTES) || Infinity;
    const kept = [];
    for (let held = 0; held < most; held += 16) kept.push(filled());
    return new Response(`held ${kept.length}`);
  },
};

// Encodes a long text.
const source = "x".repeat(2 ** 24);

export default {
  fetch(request, env) {
    const most = Number(env.OUTSIDE_MEBIBYTES) || Infinity;
    const kept = [];
    for (let held = 0; held < most; held += 16) kept.push(new TextEncoder().encode(source));
    return new Response(`held ${kept.length}`);
  },
};

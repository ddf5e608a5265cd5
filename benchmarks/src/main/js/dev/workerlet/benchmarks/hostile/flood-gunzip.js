// Inflates a bomb: each layer a thousand times larger.
export default {
  async fetch() {
    let body = new Blob([new Uint8Array(2 ** 24)]).stream();
    for (let i = 0; i < 3; i++) body = body.pipeThrough(new CompressionStream("gzip"));
    const bomb = await new Response(body).arrayBuffer();
    let inflated = new Blob(Array(1_000).fill(bomb)).stream();
    for (let i = 0; i < 3; i++) inflated = inflated.pipeThrough(new DecompressionStream("gzip"));
    const text = await new Response(inflated).text();
    return new Response(String(text.length));
  },
};

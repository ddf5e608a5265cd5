// Packs a body with gzip after it has unpacked it.
export default {
  async fetch(request) {
    const text = await new Response(request.body.pipeThrough(new DecompressionStream("gzip"))).text();
    const turned = text.split("\n").reverse().join("\n");
    return new Response(new Blob([turned]).stream().pipeThrough(new CompressionStream("gzip")));
  },
};

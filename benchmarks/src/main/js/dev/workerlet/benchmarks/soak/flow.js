// Sends a body back as it comes, each byte changed by the request's key.
export default {
  fetch(request) {
    const key = Number(new URL(request.url).searchParams.get("key"));
    const change = new TransformStream({
      transform: (piece, controller) => controller.enqueue(piece.map((byte) => byte ^ key)),
    });
    return new Response(request.body.pipeThrough(change));
  },
};

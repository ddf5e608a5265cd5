// What comes is sent back: through a stream that a script looks into, or, with ?pass, past the script.
export default {
  fetch(request) {
    if (new URL(request.url).searchParams.has("pass")) return new Response(request.body);
    const touched = new TransformStream({
      transform(chunk, controller) {
        controller.enqueue(chunk);
      },
    });
    return new Response(request.body.pipeThrough(touched));
  },
};

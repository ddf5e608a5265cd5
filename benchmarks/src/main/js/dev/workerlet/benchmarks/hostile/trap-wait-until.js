// Loops after its response.
export default {
  fetch(request, env, ctx) {
    ctx.waitUntil(new Promise(() => setTimeout(() => { for (;;) {} })));
    return new Response("answered");
  },
};

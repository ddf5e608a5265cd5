// Is never done after its response.
export default {
  fetch(request, env, ctx) {
    const interval = () => setTimeout(() => ctx.waitUntil(new Promise(interval)), 1);
    ctx.waitUntil(new Promise(interval));
    return new Response("answered");
  },
};

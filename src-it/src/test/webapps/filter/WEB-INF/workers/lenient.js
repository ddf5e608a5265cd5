export default {
  fetch(request, env, ctx) {
    ctx.passThroughOnException();
    throw new Error("the application goes on without me");
  },
};

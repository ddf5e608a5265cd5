// Gives waitUntil a thenable that gives another.
export default {
  fetch(request, env, ctx) {
    const thenable = { then: (resolve) => { ctx.waitUntil(thenable); resolve(thenable); } };
    ctx.waitUntil(thenable);
    return new Response("answered");
  },
};

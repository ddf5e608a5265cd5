export default {
  async fetch(request, env, ctx) {
    const { limit, used, allowed } = await new Promise((resolve) => ctx.addEventListener("limitwarning", resolve));
    return Response.json({ limit, isNear: used >= allowed / 100 && used < allowed, allowed });
  },
};

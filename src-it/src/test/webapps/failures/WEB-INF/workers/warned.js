// Answers when its time is nearly over. It may hear of other limits before: the share is small.
export default {
  async fetch(request, env, ctx) {
    const { limit, used, allowed } = await new Promise((resolve) =>
      ctx.addEventListener("limitwarning", (event) => event.limit === "wall" && resolve(event)),
    );
    return Response.json({ limit, isNear: used >= allowed / 100 && used < allowed, allowed });
  },
};

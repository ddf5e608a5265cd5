export default {
  fetch(request, env) {
    return Response.json({ greeting: env.GREETING, empty: env.EMPTY, missing: env.MISSING === undefined });
  },
};

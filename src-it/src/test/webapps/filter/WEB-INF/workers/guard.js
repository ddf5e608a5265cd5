export default {
  fetch(request, env, ctx) {
    if (request.headers.get("authorization") !== "Bearer open-sesame") {
      return new Response("Who are you?", { status: 401, headers: { "www-authenticate": "Bearer" } });
    }
    return ctx.next();
  },
};

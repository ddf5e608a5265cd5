export default {
  fetch(request, env, ctx) {
    const { contextPath, servletPath, pathInfo, remoteAddress, scheme } = ctx.servlet;
    return Response.json({
      contextPath,
      servletPath,
      pathInfo,
      remoteAddress,
      scheme,
      admin: ctx.servlet.isUserInRole("admin"),
    });
  },
};

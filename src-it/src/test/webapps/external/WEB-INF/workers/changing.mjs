export default { fetch: () => new Response("hidden by the file outside") };

export default { fetch: () => new Response("healthy") };

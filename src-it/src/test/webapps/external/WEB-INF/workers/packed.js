export default { fetch: () => new Response("in the archive") };

export default { fetch: async (request) => new Response(`Hello, ${await request.text()}`) };

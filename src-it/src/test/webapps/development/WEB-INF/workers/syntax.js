// The test knows the line.
export default { fetch() { return new Response("never"; } };

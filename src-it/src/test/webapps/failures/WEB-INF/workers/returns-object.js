export default { fetch: () => ({ status: 200, body: "not a Response" }) };

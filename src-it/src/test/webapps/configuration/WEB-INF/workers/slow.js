export default { fetch: () => new Promise((resolve) => setTimeout(resolve, 60_000)) };

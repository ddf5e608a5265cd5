// Nothing is pending that could ever settle this promise.
export default { fetch: () => new Promise(() => {}) };

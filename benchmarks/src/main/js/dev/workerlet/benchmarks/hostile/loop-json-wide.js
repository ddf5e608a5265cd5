// Writes a value that is as wide as its getters want.
export default {
  fetch() {
    const part = () => Object.defineProperty({}, "more", { enumerable: true, get: () => Array(1_000).fill(part()) });
    return new Response(JSON.stringify({ toJSON: () => Array.from({ length: 1e6 }, part) }));
  },
};

// Freezes all there is.
export default {
  fetch() {
    for (const name of Object.getOwnPropertyNames(globalThis)) {
      const value = globalThis[name];
      if (typeof value === "function" && value.prototype) Object.freeze(value.prototype);
      if (value !== globalThis && (typeof value === "function" || (typeof value === "object" && value))) Object.freeze(value);
    }
    return new Response("patched", { headers: { "x-a": "b" } });
  },
};

// Gives all objects values of the wrong kind.
export default {
  fetch() {
    Object.assign(Object.prototype, { state: 999, phase: 1, code: 5, get: 1, set: 2, writable: false, enumerable: 1, length: -1, url: {} });
    return new Response("patched", { headers: { "x-a": "b" } });
  },
};

// Gives all objects values of the wrong kind.
export default {
  fetch() {
    Object.assign(Object.prototype, { status: 999, headers: 1, get: 1, set: 2, writable: false, enumerable: 1, length: -1, url: {} });
    return new Response("patched", { headers: { "x-a": "b" } });
  },
};

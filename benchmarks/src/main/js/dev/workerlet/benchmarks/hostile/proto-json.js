// Replaces JSON.
export default {
  fetch() {
    JSON.parse = () => ({ status: 1 });
    JSON.stringify = () => { for (;;) {} };
    Object.prototype.toJSON = () => { for (;;) {} };
    return new Response("patched", { headers: { "x-a": "b" } });
  },
};

// Makes all objects thenable.
export default {
  fetch() {
    Object.prototype.then = function () { for (;;) {} };
    return new Response("patched", { headers: { "x-a": "b" } });
  },
};

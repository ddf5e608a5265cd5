// Sleeps on its loop.
export default {
  fetch() {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    return new Response("");
  },
};

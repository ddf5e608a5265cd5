// Waits for a time that never comes.
export default {
  fetch() {
    while (Date.now() < Infinity);
    return new Response("");
  },
};

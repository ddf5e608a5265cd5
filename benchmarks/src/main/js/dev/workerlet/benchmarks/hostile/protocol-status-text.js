// Splits the response in its status text.
export default {
  fetch() {
    return new Response("", { statusText: "OK\r\nx-split: 1" });
  },
};

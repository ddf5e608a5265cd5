// Splits the response by a line end in a header.
export default {
  fetch() {
    return new Response("", { headers: { "x-split": "a\r\n\r\nHTTP/1.1 200 OK" } });
  },
};

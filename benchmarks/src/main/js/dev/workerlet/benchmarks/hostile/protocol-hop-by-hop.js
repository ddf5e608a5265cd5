// Gives the headers that belong to the connection.
export default {
  fetch() {
    const headers = { "transfer-encoding": "chunked", connection: "keep-alive, x-a", upgrade: "h2c", "keep-alive": "timeout=1", te: "trailers", trailer: "x" };
    return new Response("5\r\nabcde\r\n0\r\n\r\n", { headers });
  },
};

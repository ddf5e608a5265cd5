const room = new Set();

export default {
  fetch(request) {
    if (request.headers.get("upgrade") === null) {
      return new Response(String(room.size));
    }
    const { 0: client, 1: server } = new WebSocketPair();
    server.accept();
    room.add(server);
    server.onmessage = ({ data }) => {
      if (data === "leave") {
        server.close(4000, "bye");
      } else {
        room.forEach((socket) => socket.send(data));
      }
    };
    server.onclose = () => room.delete(server);
    return new Response(null, { status: 101, webSocket: client });
  },
};

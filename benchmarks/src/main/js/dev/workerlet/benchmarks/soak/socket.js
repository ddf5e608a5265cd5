// Answers each message of a WebSocket.
import { checksum } from "./checksum.js";

export default {
  fetch(request) {
    if (request.headers.get("upgrade") !== "websocket") return new Response("no WebSocket", { status: 400 });
    const [client, server] = Object.values(new WebSocketPair());
    server.accept();
    server.addEventListener("message", ({ data }) => server.send(checksum("socket", data)));
    return new Response(null, { status: 101, webSocket: client });
  },
};

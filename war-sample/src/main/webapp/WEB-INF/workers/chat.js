// A chat room: whoever is in it shares one isolate of this worker, and with it the set of sockets.
const MOST_CHARACTERS = 500;
const room = new Set();

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Chat</title>
    <style>
      :root { color-scheme: light dark; }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; }
      ul { list-style: none; padding: 0; }
      input { font: inherit; width: 100%; box-sizing: border-box; padding: .4rem; }
    </style>
  </head>
  <body>
    <h1>Chat</h1>
    <ul id="lines"></ul>
    <form><input placeholder="Say something" autocomplete="off" maxlength="${MOST_CHARACTERS}" autofocus></form>
    <script>
      const show = (text) => {
        document.querySelector("#lines").appendChild(document.createElement("li")).textContent = text;
      };
      const socket = new WebSocket(location.href.replace(/^http/, "ws"));
      socket.onmessage = ({ data }) => show(data);
      socket.onclose = () => show("The connection is closed.");
      document.querySelector("form").onsubmit = (event) => {
        event.preventDefault();
        const input = event.target.querySelector("input");
        socket.send(input.value);
        input.value = "";
      };
    </script>
  </body>
</html>
`;

let guests = 0;

function tellAll(text) {
  for (const socket of room) {
    socket.send(text);
  }
}

function join(socket) {
  const name = `Guest ${++guests}`;
  socket.accept();
  room.add(socket);
  socket.addEventListener("message", ({ data }) => {
    if (typeof data === "string" && data.trim() !== "") {
      tellAll(`${name}: ${data.slice(0, MOST_CHARACTERS)}`);
    }
  });
  socket.addEventListener("close", () => {
    room.delete(socket);
    tellAll(`${name} has left.`);
  });
  tellAll(`${name} has come; ${room.size} here.`);
}

export default {
  async fetch(request) {
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      return new Response(PAGE, { headers: { "content-type": "text/html; charset=utf-8" } });
    }
    const [client, server] = Object.values(new WebSocketPair());
    join(server);
    return new Response(null, { status: 101, webSocket: client });
  },
};

import { test, assertEquals } from "/harness.js";
import { underSabotage } from "/sabotage.js";

test("a socket among replaced built-ins", async () => {
  const seen = [];
  let count = 0;
  let socket;
  let url;
  await underSabotage(() => {
    socket = new WebSocket("http://us%65r:secret@127.0.0.1/a b?c", "token");
    url = socket.url;
    const note = (event) => {
      seen[count++] = event.type;
    };
    socket.onerror = note;
    socket.onclose = note;
    const other = new WebSocket("ws://127.0.0.1/");
    other.onclose = note;
    other.close(3000, "reason");
  });
  while (count < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals(url, "ws://us%65r:secret@127.0.0.1/a%20b?c");
  assertEquals(seen.sort(), ["close", "close", "error"]);
});

test("a pair among replaced built-ins", async () => {
  const seen = [];
  let count = 0;
  await underSabotage(() => {
    const pair = new WebSocketPair();
    const client = pair[0];
    const server = pair[1];
    client.accept();
    server.accept();
    const note = (event) => {
      seen[count++] = event.type === "message" ? event.data : event.type;
    };
    client.onmessage = client.onclose = server.onmessage = server.onclose = note;
    client.send("to the server");
    client.send(new Uint8Array(2));
    client.close(1000, "done");
    new Response(null, { status: 101, webSocket: new WebSocketPair()[0] });
  });
  while (count < 4) await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals(seen[1].byteLength, 2);
  seen[1] = "bytes";
  assertEquals(seen, ["to the server", "bytes", "close", "close"]);
});

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

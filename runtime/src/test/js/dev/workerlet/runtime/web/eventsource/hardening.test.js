import { test, assertEquals } from "/harness.js";
import { underSabotage } from "/sabotage.js";

test("a source among replaced built-ins", async () => {
  const seen = [];
  let count = 0;
  let source;
  let finish;
  const finished = new Promise((resolve) => {
    finish = resolve;
  });
  const note = (event) => {
    // What listeners run among is the platform's, which goes on after they have returned.
    underSabotage(() => {
      seen[count++] = `${event.type} ${event.data} ${event.lastEventId}`;
      if (event.type === "error") {
        source.close();
        finish();
      }
    });
  };
  await underSabotage(() => {
    const text = "%EF%BB%BFid:ä1%0D%0Aretry:5%0Aevent:x%0Adata:1%0Adata:2%0A%0Adata:%C3%A4%0A%0A";
    source = new EventSource(`data:text/event-stream,${text}`, { withCredentials: true });
    source.onopen = note;
    source.onerror = note;
    source.onmessage = note;
    source.addEventListener("x", note);
    new EventSource("http://u:p@127.0.0.1/").close();
  });
  await finished;
  assertEquals(seen, ["open undefined undefined", "x 1\n2 ä1", "message ä ä1", "error undefined undefined"]);
});

test("setters on Object.prototype are not met", async () => {
  const names = ["data", "type", "lastEventId", "origin", "parser", "stream", "then", "line", "text", "upcoming", "refusal"];
  const met = [];
  for (const name of names) {
    Object.defineProperty(Object.prototype, name, {
      configurable: true,
      get: () => undefined,
      set() {
        met.push(name);
      },
    });
  }
  let source;
  try {
    source = new EventSource("data:text/event-stream,id:1%0Adata:1%0A%0A");
    const event = await new Promise((resolve) => {
      source.onmessage = (message) => resolve([message]);
    });
    assertEquals([event[0].data, event[0].lastEventId], ["1", "1"]);
  } finally {
    for (const name of names) delete Object.prototype[name];
    source.close();
  }
  assertEquals(met, []);
});

import { test, assert, assertEquals, assertThrows } from "/harness.js";

const stream = (text) => `data:text/event-stream,${encodeURIComponent(text)}`;
const next = (source, type) => new Promise((resolve) => source.addEventListener(type, resolve, { once: true }));

test("URLs are checked and written out", () => {
  const urls = ["http://h", "HTTPS://u:p@H:443/a b?q#f", "data:x"];
  const sources = urls.map((url) => new EventSource(url));
  assertEquals(
    sources.map((source) => source.url),
    ["http://h/", "https://u:p@h/a%20b?q#f", "data:x"],
  );
  sources.forEach((source) => source.close());
  for (const url of ["", "/x", "http://", "http://a b/"]) {
    assertThrows(() => new EventSource(url), "SyntaxError");
  }
  assertThrows(() => new EventSource(), TypeError);
  assertThrows(() => new EventSource(Symbol()), TypeError);
  assertThrows(() => new EventSource("http://h", 1), TypeError);
});

test("withCredentials is what was asked for", () => {
  const given = [[], [{}], [null], [{ withCredentials: 1 }], [{ withCredentials: false }]].map((rest) => {
    const source = new EventSource("http://h", ...rest);
    source.close();
    return source.withCredentials;
  });
  assertEquals(given, [false, false, false, true, false]);
});

test("events come one after another, with what they say", async () => {
  const source = new EventSource(stream("id:7\nevent:x\ndata:1\n\ndata:2\n\n"));
  const order = [];
  const note = (event) => order.push([event.type, source.readyState, event instanceof MessageEvent, event.isTrusted]);
  for (const type of ["open", "x", "message", "error"]) source.addEventListener(type, note);
  assertEquals(source.readyState, EventSource.CONNECTING);
  const first = await next(source, "x");
  assertEquals([first.data, first.lastEventId, first.origin, first.source, first.ports.length], ["1", "7", "null", null, 0]);
  assertEquals([first.bubbles, first.cancelable, first.target === source], [false, false, true]);
  // Only a listener that is there before the next task hears of what comes next.
  const second = await next(source, "message");
  assertEquals([second.data, second.lastEventId], ["2", "7"]);
  await next(source, "error");
  source.close();
  assertEquals(order, [
    ["open", 1, false, true],
    ["x", 1, true, true],
    ["message", 1, true, true],
    ["error", 0, false, true],
  ]);
});

test("a stream that ended is asked for again, after the time that it has set", async () => {
  const source = new EventSource(stream("retry:1\nretry:2x\nretry:\nretry: -1\ndata:1\n\n"));
  const states = [];
  source.onopen = () => states.push("open");
  source.onerror = () => states.push(source.readyState);
  const waits = [];
  for (let i = 0; i < 3; i++) {
    const started = performance.now();
    await next(source, "message");
    waits.push(performance.now() - started);
  }
  // The default is 3 s; a busy machine is slow now and then, but not each time.
  assert(Math.min(...waits.slice(1)) < 2500, "it waited too long");
  source.close();
  assertEquals(states, ["open", 0, "open", 0, "open"]);
  assertEquals(source.readyState, EventSource.CLOSED);
});

test("what is no event stream fails", async () => {
  const urls = ["data:,data:1%0A%0A", "data:text/event-streams,x", "about:blank", "ftp://h/", "mailto:a", "blob:x", "http://h:1/"];
  for (const url of urls) {
    const source = new EventSource(url);
    source.onopen = source.onmessage = () => assert(false, url);
    const event = await next(source, "error");
    assertEquals([source.readyState, event.constructor, "data" in event], [2, Event, false], url);
  }
});

test("a blob: URL may stand for a stream", async () => {
  const url = URL.createObjectURL(new Blob(["retry:1\ndata:1\n\n"], { type: "text/event-stream" }));
  const source = new EventSource(url);
  URL.revokeObjectURL(url);
  assertEquals((await next(source, "message")).data, "1");
  assertEquals((await next(source, "message")).data, "1");
  source.close();
});

test("a closed source is silent", async () => {
  const seen = [];
  for (const when of ["now", "open", "message", "error"]) {
    const source = new EventSource(stream("retry:1\ndata:1\n\ndata:2\n\n"));
    for (const type of ["open", "message", "error"]) {
      source.addEventListener(type, () => {
        seen.push(`${when}:${type}`);
        if (type === when) source.close();
      });
    }
    if (when === "now") source.close();
  }
  for (let i = 0; i < 1000 && seen.length < 7; i++) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 100));
  assertEquals(seen.sort(), [
    "error:error", "error:message", "error:message", "error:open", "message:message", "message:open", "open:open",
  ]);
});

test("a listener that throws harms no other", async () => {
  const source = new EventSource(stream("data:1\n\ndata:2\n\n"));
  const silence = (event) => event.preventDefault();
  addEventListener("error", silence);
  const seen = [];
  source.addEventListener("message", () => {
    throw new Error("thrown on purpose");
  });
  source.addEventListener("message", ({ data }) => seen.push(data));
  await next(source, "error");
  source.close();
  removeEventListener("error", silence);
  assertEquals(seen, ["1", "2"]);
});

test("class shape", () => {
  assertEquals([EventSource.length, EventSource.CONNECTING, EventSource.OPEN, EventSource.CLOSED], [1, 0, 1, 2]);
  assertEquals(EventSource.prototype.CLOSED, 2);
  assertThrows(() => EventSource("http://h"), TypeError);
  assertThrows(() => EventSource.prototype.url, TypeError);
  assertThrows(() => EventSource.prototype.close.call(new EventTarget()), TypeError);
  assertEquals(Object.prototype.toString.call(EventSource.prototype), "[object EventSource]");
  assertEquals(Object.keys(EventSource.prototype).sort(), [
    "CLOSED", "CONNECTING", "OPEN", "close", "onerror", "onmessage", "onopen", "readyState", "url", "withCredentials",
  ]);
  assertEquals(Object.getOwnPropertyDescriptor(globalThis, "EventSource").enumerable, false);
});

import { test, assertEquals } from "/harness.js";

/** What a stream gives until it ends: [type, data, lastEventId] of each event whose type is one of those given. */
function eventsOf(stream, types = ["message"]) {
  const source = new EventSource(`data:text/event-stream,${encodeURIComponent(stream)}`);
  const seen = [];
  for (const type of types) {
    source.addEventListener(type, ({ data, lastEventId }) => seen.push([type, data, lastEventId]));
  }
  return new Promise((resolve) => {
    source.onerror = () => {
      source.close();
      resolve(seen);
    };
  });
}

const dataOf = async (stream) => (await eventsOf(stream)).map(([, data]) => data);

test("lines end in three ways", async () => {
  assertEquals(await dataOf("data:1\ndata:2\r\ndata:3\rdata:4\n\n"), ["1\n2\n3\n4"]);
  assertEquals(await dataOf("data:1\r\rdata:2\r\n\r\ndata:3\n\r"), ["1", "2", "3"]);
  assertEquals(await dataOf("data:1\r\n\ndata:2\n\r\n\r"), ["1", "2"]);
  assertEquals(await dataOf("data:\u2028\u0085\n\n"), ["\u2028\u0085"]);
});

test("a value loses one space", async () => {
  assertEquals(await dataOf("data:  a\ndata: \ndata:\tb \ndata\n\n"), [" a\n\n\tb \n"]);
});

test("comments and unknown fields are ignored", async () => {
  const stream = ":data:x\n:\n: \ndata:1\nData:x\ndata :x\n data:x\ndata\0:x\nfoo\nfoo:bar\n\0data:x\n:\n\n";
  assertEquals(await dataOf(stream), ["1"]);
});

test("an event without data is none, and one with empty data is one", async () => {
  assertEquals(await eventsOf("event:x\n\n\n\nid:1\n\ndata\n\ndata:\ndata:\n\n", ["message", "x"]), [
    ["message", "", "1"],
    ["message", "\n", "1"],
  ]);
});

test("an event names its type, for itself", async () => {
  assertEquals(await eventsOf("event:a\nevent: b\ndata:1\n\nevent:\ndata:2\n\ndata:3\n\n", ["message", "a", "b"]), [
    ["b", "1", ""],
    ["message", "2", ""],
    ["message", "3", ""],
  ]);
});

test("the last id stays until another comes", async () => {
  const stream = "id: 1\ndata:a\n\ndata:b\n\nid:x\0\ndata:c\n\nid\ndata:d\n\nid:ä…\ndata:e\n\nid:lost\ndata:lost\n";
  assertEquals(await eventsOf(stream), [
    ["message", "a", "1"],
    ["message", "b", "1"],
    ["message", "c", "1"],
    ["message", "d", ""],
    ["message", "e", "ä…"],
  ]);
});

test("what has not ended is no event", async () => {
  assertEquals(await dataOf("data:1\n\ndata:2"), ["1"]);
  assertEquals(await dataOf("data:1\n\ndata:2\n"), ["1"]);
  assertEquals(await dataOf(""), []);
});

test("one byte order mark at the beginning is dropped", async () => {
  assertEquals(await dataOf("\ufeffdata:1\n\n\ufeffdata:2\n\ndata:\ufeff3\n\n"), ["1", "\ufeff3"]);
  assertEquals(await dataOf("\ufeff\ufeffdata:1\n\ndata:2\n\n"), ["2"]);
});

test("bytes are UTF-8, whatever the type says", async () => {
  const source = new EventSource("data:Text/Event-Stream;charset=windows-1252,data:%C3%A4%80%0A%0A");
  const event = await new Promise((resolve) => {
    source.onmessage = resolve;
  });
  source.close();
  assertEquals(event.data, "ä\ufffd");
});

test("many events and long ones", async () => {
  const long = "äx".repeat(50_000);
  const seen = await dataOf(`data:${long}\n\n${"data:x\n\n".repeat(500)}data:${long}\ndata:${long}\n\n`);
  assertEquals([seen.length, seen[0] === long, seen[500], seen[501] === `${long}\n${long}`], [502, true, "x", true]);
});

import { test, assert, assertEquals, assertThrows } from "/harness.js";

const later = () => new Promise((resolve) => setTimeout(resolve, 10));

test("all others of that name hear a message", async () => {
  const seen = [];
  const open = ["a", "a", "a", "b"].map((name, index) => {
    const channel = new BroadcastChannel(name);
    channel.onmessage = (event) => seen.push([index, event.data, event.isTrusted]);
    return channel;
  });
  open[0].postMessage({ x: 1 });
  assertEquals(seen, []);
  await later();
  assertEquals(seen, [[1, { x: 1 }, true], [2, { x: 1 }, true]]);
  assert(seen[0][1] !== seen[1][1]);
  open.forEach((channel) => channel.close());
});

test("a closed channel neither speaks nor hears", async () => {
  const speaker = new BroadcastChannel("c");
  const hearer = new BroadcastChannel("c");
  let heard = 0;
  hearer.onmessage = () => heard++;
  speaker.postMessage(1);
  hearer.close();
  hearer.close();
  await later();
  assertEquals(heard, 0);
  assertThrows(() => hearer.postMessage(1), "InvalidStateError");
  speaker.close();
});

test("class shape", () => {
  const channel = new BroadcastChannel(5);
  assertEquals([channel.name, BroadcastChannel.length], ["5", 1]);
  assertThrows(() => new BroadcastChannel(), TypeError);
  assertThrows(() => channel.postMessage(), TypeError);
  assertThrows(() => channel.postMessage(Symbol()), "DataCloneError");
  assertThrows(() => BroadcastChannel.prototype.close.call({}), TypeError);
  channel.close();
});

test("too many open channels are refused", () => {
  const open = [];
  assertThrows(() => {
    for (let i = 0; i < 2_000; i++) {
      open.push(new BroadcastChannel("many"));
    }
  }, "QuotaExceededError");
  open.forEach((channel) => channel.close());
});

test("names that are too long are refused", () => {
  new BroadcastChannel("x".repeat(4_096)).close();
  assertThrows(() => new BroadcastChannel("x".repeat(4_097)), "QuotaExceededError");
});

test("what can't go to another isolate is refused here too", () => {
  const channel = new BroadcastChannel("refused");
  assertThrows(() => channel.postMessage(new SharedArrayBuffer(1)), "DataCloneError");
  assertThrows(() => channel.postMessage({ big: new Uint8Array(2 ** 20) }), "DataCloneError");
  channel.close();
});

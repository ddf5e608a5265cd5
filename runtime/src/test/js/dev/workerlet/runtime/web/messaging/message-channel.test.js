import { test, assert, assertEquals, assertThrows } from "/harness.js";

const later = (milliseconds = 5) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function nextMessage(port) {
  return new Promise((resolve) => {
    port.onmessage = resolve;
  });
}

test("class shape", () => {
  const { port1, port2 } = new MessageChannel();
  assert(port1 instanceof MessagePort && port2 instanceof EventTarget && port1 !== port2);
  assertEquals([MessageChannel.length, MessagePort.length, MessagePort.prototype.postMessage.length], [0, 0, 1]);
  assertThrows(() => new MessagePort(), TypeError);
  assertThrows(() => port1.postMessage(), TypeError);
  assertThrows(() => port1.postMessage(1, 2), TypeError);
  assertThrows(() => MessagePort.prototype.start.call({}), TypeError);
});

test("a message is a copy, in an event of a task of its own", async () => {
  const { port1, port2 } = new MessageChannel();
  const order = [];
  const data = { list: [1, 2] };
  port1.postMessage(data);
  data.list.push(3);
  const message = nextMessage(port2).then((event) => {
    order.push("message");
    return event;
  });
  queueMicrotask(() => order.push("microtask"));
  const event = await message;
  assertEquals(order, ["microtask", "message"]);
  assert(event instanceof MessageEvent && event.isTrusted && event.target === port2);
  assertEquals([event.data, event.origin, event.lastEventId, event.source], [{ list: [1, 2] }, "", "", null]);
  assert(Object.isFrozen(event.ports) && event.ports.length === 0);
});

test("messages come in order, each in its own task", async () => {
  const { port1, port2 } = new MessageChannel();
  const seen = [];
  port2.onmessage = ({ data }) => {
    seen.push(data);
    queueMicrotask(() => seen.push(`after ${data}`));
  };
  port1.postMessage(1);
  port1.postMessage(2);
  await later(10);
  assertEquals(seen, [1, "after 1", 2, "after 2"]);
});

test("without start() or onmessage nothing is delivered", async () => {
  const { port1, port2 } = new MessageChannel();
  const seen = [];
  port2.addEventListener("message", ({ data }) => seen.push(data));
  port1.postMessage("x");
  await later(10);
  assertEquals(seen, []);
  port2.start();
  await later(10);
  assertEquals(seen, ["x"]);
});

test("a transferred port takes its queue along", async () => {
  const inner = new MessageChannel();
  const outer = new MessageChannel();
  inner.port1.postMessage("waits");
  outer.port1.postMessage({ port: inner.port2 }, [inner.port2]);
  const { data, ports } = await nextMessage(outer.port2);
  assert(ports.length === 1 && ports[0] === data.port && data.port !== inner.port2);
  assertEquals((await nextMessage(data.port)).data, "waits");
  data.port.postMessage("back");
  assertEquals((await nextMessage(inner.port1)).data, "back");
  assertThrows(() => outer.port1.postMessage(0, [inner.port2]), "DataCloneError");
});

test("what can't be sent", () => {
  const { port1, port2 } = new MessageChannel();
  assertThrows(() => port1.postMessage(0, [port1]), "DataCloneError");
  assertThrows(() => port1.postMessage(new MessageChannel().port1), "DataCloneError");
  assertThrows(() => port1.postMessage(() => {}), "DataCloneError");
  assertThrows(() => port1.postMessage(0, [{}]), "DataCloneError");
  assertThrows(() => port1.postMessage(0, { transfer: [1] }), TypeError);
  port1.postMessage(0, { transfer: [port2] });
});

test("the other side of a closed port gets what was sent, then the close event", async () => {
  const { port1, port2 } = new MessageChannel();
  const seen = [];
  port2.onclose = (event) => seen.push(event.type);
  port2.onmessage = ({ data }) => seen.push(data);
  port1.postMessage("last");
  port1.close();
  port1.postMessage("too late");
  port2.postMessage("nobody");
  await later(10);
  assertEquals(seen, ["last", "close"]);
});

test("structuredClone transfers ports", async () => {
  const { port1, port2 } = new MessageChannel();
  const moved = structuredClone(port2, { transfer: [port2] });
  port1.postMessage(1);
  assertEquals((await nextMessage(moved)).data, 1);
  assertThrows(() => structuredClone(port1), "DataCloneError");
});

test("too many messages that nobody takes are refused", () => {
  const { port1 } = new MessageChannel();
  assertThrows(() => {
    for (let i = 0; i < 20_000; i++) {
      port1.postMessage(i);
    }
  }, "QuotaExceededError");
});

test("MessageEvent", () => {
  const { port1 } = new MessageChannel();
  const event = new MessageEvent("x", { data: 1, origin: "o", lastEventId: "i", source: port1, ports: [port1] });
  assertEquals([event.data, event.origin, event.lastEventId], [1, "o", "i"]);
  assert(event.source === port1 && event.ports[0] === port1);
  event.initMessageEvent("y", true, true, 2);
  assertEquals([event.type, event.bubbles, event.data, event.source, event.ports.length], ["y", true, 2, null, 0]);
  assertThrows(() => new MessageEvent("x", { ports: [{}] }), TypeError);
  assertThrows(() => new MessageEvent("x", { source: {} }), TypeError);
});

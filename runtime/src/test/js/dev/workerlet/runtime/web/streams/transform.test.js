import { test, assertEquals, assertRejects, assertThrows } from "/harness.js";

async function all(stream) {
  const chunks = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return chunks;
}

test("a transformer makes any number of chunks of each, and some at the end", async () => {
  const doubled = new TransformStream({
    start: (controller) => controller.enqueue("start"),
    transform(chunk, controller) {
      controller.enqueue(chunk);
      controller.enqueue(chunk);
    },
    flush: (controller) => controller.enqueue("end"),
  });
  assertEquals(await all(ReadableStream.from(["a", "b"]).pipeThrough(doubled)), ["start", "a", "a", "b", "b", "end"]);
});

test("without a transformer chunks pass as they are", async () => {
  assertEquals(await all(ReadableStream.from([1, 2, 3]).pipeThrough(new TransformStream())), [1, 2, 3]);
});

test("a write waits until the readable side wants a chunk", async () => {
  const { readable, writable } = new TransformStream();
  let isWritten = false;
  const write = writable.getWriter().write("a").then(() => (isWritten = true));
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(isWritten, false);
  assertEquals((await readable.getReader().read()).value, "a");
  await write;
});

test("what transform throws fails both sides", async () => {
  const { readable, writable } = new TransformStream({ transform() { throw new RangeError(); } });
  const writer = writable.getWriter();
  const write = writer.write("a");
  await assertRejects(readable.getReader().read(), RangeError);
  await assertRejects(write, RangeError);
  await assertRejects(writer.closed, RangeError);
});

test("an asynchronous transform holds up what follows", async () => {
  const slow = new TransformStream({
    async transform(chunk, controller) {
      await new Promise((resolve) => setTimeout(resolve, chunk === 1 ? 5 : 0));
      controller.enqueue(chunk);
    },
  });
  assertEquals(await all(ReadableStream.from([1, 2]).pipeThrough(slow)), [1, 2]);
});

test("terminate ends the one side and fails the other", async () => {
  const { readable, writable } = new TransformStream({ transform: (chunk, controller) => controller.terminate() });
  const writer = writable.getWriter();
  writer.write(1).catch(() => {});
  assertEquals((await readable.getReader().read()).done, true);
  await assertRejects(writer.closed, TypeError);
});

test("cancel runs for a cancelled readable and an aborted writable side, once", async () => {
  const reasons = [];
  const make = () => new TransformStream({ cancel: (reason) => void reasons.push(reason) });
  const first = make();
  await first.readable.cancel("cancelled");
  assertEquals(await first.writable.getWriter().closed.catch((reason) => reason), "cancelled");
  const second = make();
  await second.writable.abort("aborted");
  assertEquals(await second.readable.getReader().read().catch((reason) => reason), "aborted");
  assertEquals(reasons, ["cancelled", "aborted"]);
});

test("the readable side's strategy lets writes run ahead", async () => {
  const { writable } = new TransformStream({}, { highWaterMark: 5 }, { highWaterMark: 2 });
  const writer = writable.getWriter();
  await writer.write(1);
  await writer.write(2);
  assertEquals(writer.desiredSize, 5);
});

test("reserved members are refused", () => {
  assertThrows(() => new TransformStream({ readableType: "bytes" }), RangeError);
  assertThrows(() => new TransformStream({ writableType: "" }), RangeError);
});

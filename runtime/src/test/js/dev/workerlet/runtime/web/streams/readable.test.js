import { test, assert, assertEquals, assertRejects, assertThrows } from "/harness.js";

test("chunks come in order, then the end", async () => {
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue("a");
      controller.enqueue("b");
      controller.close();
    },
  });
  const reader = stream.getReader();
  assertEquals(await reader.read(), { value: "a", done: false });
  assertEquals(await reader.read(), { value: "b", done: false });
  assertEquals(await reader.read(), { value: undefined, done: true });
  assertEquals(await reader.closed, undefined);
});

test("pull is called as long as the queue has room, one call at a time", async () => {
  let open = 0;
  let most = 0;
  let pulled = 0;
  const stream = new ReadableStream(
    {
      async pull(controller) {
        most = Math.max(most, ++open);
        await undefined;
        controller.enqueue(pulled++);
        open--;
      },
    },
    { highWaterMark: 3 },
  );
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals([pulled, most], [3, 1]);
  await stream.getReader().read();
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(pulled, 4);
});

test("several reads wait for their chunks", async () => {
  let controller;
  const reader = new ReadableStream({ start: (given) => (controller = given) }).getReader();
  const reads = [reader.read(), reader.read(), reader.read()];
  controller.enqueue(1);
  controller.enqueue(2);
  controller.close();
  assertEquals((await Promise.all(reads)).map(({ value }) => value), [1, 2, undefined]);
});

test("an error of the source reaches reads and closed", async () => {
  const error = new Error("gone");
  const reader = new ReadableStream({ pull: () => Promise.reject(error) }).getReader();
  assertEquals(await reader.read().catch((reason) => reason), error);
  assertEquals(await reader.closed.catch((reason) => reason), error);
});

test("start may be asynchronous, and its failure the stream's", async () => {
  let pulls = 0;
  const late = new ReadableStream({
    start: () => Promise.resolve(),
    pull(controller) {
      pulls++;
      controller.close();
    },
  });
  assertEquals(pulls, 0);
  assertEquals((await late.getReader().read()).done, true);
  await assertRejects(new ReadableStream({ start: () => Promise.reject(new RangeError()) }).getReader().read(), RangeError);
  assertThrows(() => new ReadableStream({ start() { throw new RangeError(); } }), RangeError);
});

test("cancel tells the source why, once", async () => {
  const reasons = [];
  const stream = new ReadableStream({ cancel: (reason) => void reasons.push(reason) });
  assertEquals(await stream.cancel("enough"), undefined);
  await stream.cancel("again");
  assertEquals(reasons, ["enough"]);
  await assertRejects(new ReadableStream({ cancel() { throw new RangeError(); } }).cancel(), RangeError);
});

test("a locked stream is its reader's", async () => {
  const stream = new ReadableStream();
  const reader = stream.getReader();
  assertEquals(stream.locked, true);
  assertThrows(() => stream.getReader(), TypeError);
  await assertRejects(stream.cancel(), TypeError);
  const open = reader.read();
  reader.releaseLock();
  await assertRejects(open, TypeError);
  await assertRejects(reader.closed, TypeError);
  await assertRejects(reader.read(), TypeError);
  assertEquals(stream.locked, false);
  assert(stream.getReader({ mode: undefined }) instanceof ReadableStreamDefaultReader);
});

test("nothing can be enqueued after close or error", () => {
  let controller;
  new ReadableStream({ start: (given) => (controller = given) });
  controller.close();
  assertEquals(controller.desiredSize, 0);
  assertThrows(() => controller.enqueue(1), TypeError);
  assertThrows(() => controller.close(), TypeError);
  new ReadableStream({ start: (given) => (controller = given) });
  controller.error(1);
  assertEquals(controller.desiredSize, null);
  assertThrows(() => controller.enqueue(1), TypeError);
});

test("a controller outlives its stream's algorithms", async () => {
  let controller;
  const stream = new ReadableStream({ start: (given) => (controller = given), pull() {} });
  await stream.cancel();
  controller.error(new Error("too late"));
  assertEquals((await stream.getReader().read()).done, true);
});

import { test, assert, assertEquals, assertRejects, assertThrows } from "/harness.js";

test("writes reach the sink one after another, then the close", async () => {
  const log = [];
  const writer = new WritableStream({
    async write(chunk) {
      log.push(`begin ${chunk}`);
      await undefined;
      log.push(`end ${chunk}`);
    },
    close: () => void log.push("close"),
  }).getWriter();
  writer.write("a");
  writer.write("b");
  await writer.close();
  assertEquals(log, ["begin a", "end a", "begin b", "end b", "close"]);
  assertEquals(await writer.closed, undefined);
});

test("ready tells of backpressure", async () => {
  let finish;
  const writer = new WritableStream({ write: () => new Promise((resolve) => (finish = resolve)) }).getWriter();
  assertEquals(writer.desiredSize, 1);
  const first = writer.ready;
  await first;
  const write = writer.write("a");
  assertEquals(writer.desiredSize, 0);
  assert(writer.ready !== first);
  let isReady = false;
  writer.ready.then(() => (isReady = true));
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(isReady, false);
  finish();
  await write;
  await writer.ready;
  assertEquals(isReady, true);
});

test("a failed write fails what follows", async () => {
  const error = new Error("disk full");
  const writer = new WritableStream({ write: () => Promise.reject(error) }).getWriter();
  const results = await Promise.allSettled([writer.write("a"), writer.write("b"), writer.close(), writer.closed]);
  assertEquals(results.map(({ reason }) => reason === error), [true, true, true, true]);
  assertEquals(writer.desiredSize, null);
});

test("abort drops what is queued and tells the sink and its signal", async () => {
  const log = [];
  let signal;
  const stream = new WritableStream({
    start(controller) {
      signal = controller.signal;
      signal.onabort = () => log.push(`signal ${signal.reason}`);
    },
    write: (chunk) => void log.push(chunk),
    abort: (reason) => void log.push(`abort ${reason}`),
  });
  const writer = stream.getWriter();
  const write = writer.write("never");
  await writer.abort("why");
  assertEquals(log, ["signal why", "abort why"]);
  assertEquals(await write.catch((reason) => reason), "why");
  assertEquals(signal.aborted, true);
});

test("a signal that is asked for after an abort is aborted", async () => {
  let controller;
  const stream = new WritableStream({ start: (given) => (controller = given) });
  await stream.abort("why");
  assertEquals([controller.signal.aborted, controller.signal.reason], [true, "why"]);
});

test("the sink can fail the stream", async () => {
  let controller;
  const writer = new WritableStream({ start: (given) => (controller = given) }).getWriter();
  controller.error("broken");
  assertEquals(await writer.closed.catch((reason) => reason), "broken");
  assertEquals(await writer.write(1).catch((reason) => reason), "broken");
});

test("a released writer can do nothing", async () => {
  const stream = new WritableStream();
  const writer = stream.getWriter();
  assertThrows(() => stream.getWriter(), TypeError);
  await assertRejects(stream.close(), TypeError);
  writer.releaseLock();
  assertThrows(() => writer.desiredSize, TypeError);
  await assertRejects(writer.write(1), TypeError);
  await assertRejects(writer.ready, TypeError);
  await assertRejects(writer.closed, TypeError);
  await stream.close();
});

test("closing twice is refused", async () => {
  const writer = new WritableStream().getWriter();
  const closed = writer.close();
  await assertRejects(writer.close(), TypeError);
  await assertRejects(writer.write(1), TypeError);
  await closed;
  assertEquals(writer.desiredSize, 0);
});

test("a sink's type is reserved", () => {
  assertThrows(() => new WritableStream({ type: "bytes" }), RangeError);
  assertThrows(() => new WritableStream(null), TypeError);
  assertThrows(() => new WritableStream({ write: 1 }), TypeError);
});

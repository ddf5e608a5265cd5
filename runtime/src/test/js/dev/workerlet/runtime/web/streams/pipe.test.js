import { test, assertEquals, assertRejects, assertThrows } from "/harness.js";

function collector(log, sink = {}) {
  return new WritableStream({ write: (chunk) => void log.push(chunk), ...sink });
}

test("a pipe writes every chunk and closes", async () => {
  const log = [];
  const destination = collector(log, { close: () => void log.push("close") });
  await ReadableStream.from([1, 2, 3]).pipeTo(destination);
  assertEquals(log, [1, 2, 3, "close"]);
  assertEquals(destination.locked, false);
});

test("preventClose leaves the destination open", async () => {
  const log = [];
  const destination = collector(log);
  await ReadableStream.from([1]).pipeTo(destination, { preventClose: true });
  await ReadableStream.from([2]).pipeTo(destination);
  assertEquals(log, [1, 2]);
});

test("a failed source aborts the destination, unless prevented", async () => {
  const reasons = [];
  const failed = () => new ReadableStream({ start: (controller) => controller.error("bad") });
  const sink = { abort: (reason) => void reasons.push(reason) };
  assertEquals(await failed().pipeTo(new WritableStream(sink)).catch((reason) => reason), "bad");
  assertEquals(reasons, ["bad"]);
  const kept = new WritableStream(sink);
  await failed().pipeTo(kept, { preventAbort: true }).catch(() => {});
  assertEquals(reasons, ["bad"]);
  await kept.close();
});

test("a failed destination cancels the source, unless prevented", async () => {
  const reasons = [];
  const source = () => new ReadableStream({
    pull: (controller) => controller.enqueue(1),
    cancel: (reason) => void reasons.push(reason),
  });
  const failing = () => new WritableStream({ write: () => Promise.reject("full") });
  assertEquals(await source().pipeTo(failing()).catch((reason) => reason), "full");
  assertEquals(reasons, ["full"]);
  const kept = source();
  await kept.pipeTo(failing(), { preventCancel: true }).catch(() => {});
  assertEquals(reasons, ["full"]);
  assertEquals((await kept.getReader().read()).value, 1);
});

test("a signal ends both sides", async () => {
  const log = [];
  const controller = new AbortController();
  const source = new ReadableStream({ cancel: (reason) => void log.push(`cancel ${reason}`) });
  const pipe = source.pipeTo(
    new WritableStream({ abort: (reason) => void log.push(`abort ${reason}`) }), { signal: controller.signal },
  );
  controller.abort("stop");
  assertEquals(await pipe.catch((reason) => reason), "stop");
  assertEquals(log, ["abort stop", "cancel stop"]);
  const aborted = ReadableStream.from([]).pipeTo(new WritableStream(), { signal: AbortSignal.abort() });
  await assertRejects(aborted, "AbortError");
});

test("a pipe reads no more than the destination wants", async () => {
  let pulled = 0;
  const source = new ReadableStream({ pull: (controller) => controller.enqueue(pulled++) }, { highWaterMark: 0 });
  source.pipeTo(new WritableStream({ write: () => new Promise(() => {}) }, { highWaterMark: 3 }));
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(pulled, 3);
});

test("enqueue never runs the sink", async () => {
  let controller;
  const log = [];
  const source = new ReadableStream({ start: (given) => (controller = given) }, { highWaterMark: 0 });
  source.pipeTo(collector(log));
  await new Promise((resolve) => setTimeout(resolve));
  controller.enqueue(1);
  assertEquals(log, []);
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(log, [1]);
});

test("a chunk that was read is written before the pipe ends", async () => {
  let controller;
  const log = [];
  const source = new ReadableStream({ start: (given) => (controller = given) });
  const pipe = source.pipeTo(collector(log, { abort: () => void log.push("abort") }));
  await new Promise((resolve) => setTimeout(resolve));
  controller.enqueue(1);
  controller.error("bad");
  await pipe.catch(() => {});
  assertEquals(log, [1, "abort"]);
});

test("a pipe into a closed stream fails", async () => {
  const destination = new WritableStream();
  await destination.close();
  await assertRejects(ReadableStream.from([1]).pipeTo(destination), TypeError);
});

test("arguments are checked", async () => {
  const stream = new ReadableStream();
  await assertRejects(stream.pipeTo({}), TypeError);
  await assertRejects(stream.pipeTo(new WritableStream(), { signal: {} }), TypeError);
  assertThrows(() => stream.pipeThrough({ readable: new ReadableStream() }), TypeError);
  stream.getReader();
  await assertRejects(stream.pipeTo(new WritableStream()), TypeError);
});

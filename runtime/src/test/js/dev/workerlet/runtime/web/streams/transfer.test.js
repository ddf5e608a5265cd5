import { test, assert, assertEquals, assertRejects, assertThrows } from "/harness.js";

async function all(stream) {
  const chunks = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return chunks;
}

test("a transferred readable stream gives clones of the chunks", async () => {
  const chunk = { a: [1] };
  const stream = ReadableStream.from([chunk, "b"]);
  const moved = structuredClone(stream, { transfer: [stream] });
  assert(moved instanceof ReadableStream && moved !== stream);
  assertEquals(stream.locked, true);
  const chunks = await all(moved);
  assertEquals(chunks, [{ a: [1] }, "b"]);
  assert(chunks[0] !== chunk);
});

test("a transferred writable stream writes clones", async () => {
  const log = [];
  const stream = new WritableStream({ write: (chunk) => void log.push(chunk), close: () => void log.push("close") });
  const { moved } = structuredClone({ moved: stream }, { transfer: [stream] });
  const writer = moved.getWriter();
  const chunk = new Uint8Array([1]);
  writer.write(chunk);
  writer.write("b");
  await writer.close();
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals([log[0][0], log[0] === chunk, log[1], log[2]], [1, false, "b", "close"]);
});

test("a transferred transform stream transforms", async () => {
  const stream = new TransformStream({ transform: (chunk, controller) => controller.enqueue(chunk * 2) });
  const moved = structuredClone(stream, { transfer: [stream] });
  assert(moved instanceof TransformStream);
  assertEquals(await all(ReadableStream.from([1, 2]).pipeThrough(moved)), [2, 4]);
});

test("a stream goes with a message", async () => {
  const { port1, port2 } = new MessageChannel();
  const received = new Promise((resolve) => (port2.onmessage = ({ data }) => resolve(data)));
  const stream = ReadableStream.from([1]);
  port1.postMessage(stream, [stream]);
  assertEquals(await all(await received), [1]);
  port1.close();
});

test("cancelling, aborting and failing cross over", async () => {
  let reason;
  const source = new ReadableStream({ cancel: (given) => void (reason = given) });
  await structuredClone(source, { transfer: [source] }).cancel("enough");
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(reason, "enough");
  const sink = new WritableStream({ abort: (given) => void (reason = given) });
  await structuredClone(sink, { transfer: [sink] }).abort("stop");
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(reason, "stop");
  const failing = new ReadableStream({ pull: () => Promise.reject(new RangeError("bad")) });
  await assertRejects(structuredClone(failing, { transfer: [failing] }).getReader().read(), RangeError, "bad");
});

test("a chunk that can't be cloned fails both ends", async () => {
  let reason;
  const source = new ReadableStream({
    start: (controller) => controller.enqueue(() => {}),
    cancel: (given) => void (reason = given),
  });
  await assertRejects(structuredClone(source, { transfer: [source] }).getReader().read(), "DataCloneError");
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(reason.name, "DataCloneError");
});

test("streams can only be transferred, and not while they are locked", () => {
  assertThrows(() => structuredClone(new ReadableStream()), "DataCloneError");
  const locked = new ReadableStream();
  locked.getReader();
  assertThrows(() => structuredClone(locked, { transfer: [locked] }), "DataCloneError");
  const transform = new TransformStream();
  assertThrows(() => structuredClone(null, { transfer: [transform, transform.readable] }), "DataCloneError");
});

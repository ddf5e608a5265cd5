import { test, assert, assertEquals, assertRejects, assertThrows } from "/harness.js";

function bytesOf(...chunks) {
  return new ReadableStream({
    type: "bytes",
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(new Uint8Array(chunk));
      }
      controller.close();
    },
  });
}

test("a default reader gets Uint8Arrays", async () => {
  const reader = bytesOf([1, 2], [3]).getReader();
  assertEquals([...(await reader.read()).value], [1, 2]);
  assertEquals([...(await reader.read()).value], [3]);
  assertEquals((await reader.read()).done, true);
});

test("a BYOB reader fills the view it gives, across chunks", async () => {
  const reader = bytesOf([1, 2], [3, 4, 5]).getReader({ mode: "byob" });
  const view = new Uint8Array(4);
  const { value } = await reader.read(view);
  assertEquals([...value], [1, 2, 3, 4]);
  assertEquals(view.byteLength, 0, "the buffer has changed hands");
  assertEquals([...(await reader.read(value)).value], [5]);
});

test("min waits for that many elements", async () => {
  let controller;
  const stream = new ReadableStream({ type: "bytes", start: (given) => (controller = given) });
  const read = stream.getReader({ mode: "byob" }).read(new Uint16Array(4), { min: 2 });
  let isDone = false;
  read.then(() => (isDone = true));
  controller.enqueue(new Uint8Array([1, 0, 2]));
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(isDone, false);
  controller.enqueue(new Uint8Array([0, 3]));
  assertEquals([...(await read).value], [1, 2]);
});

test("the kind of view is kept", async () => {
  const reader = bytesOf([0, 1, 0, 2]).getReader({ mode: "byob" });
  const { value } = await reader.read(new DataView(new ArrayBuffer(2)));
  assert(value instanceof DataView);
  assertEquals(value.getUint16(0), 1);
});

test("a source answers a BYOB request", async () => {
  const stream = new ReadableStream({
    type: "bytes",
    pull(controller) {
      const { view } = controller.byobRequest;
      view[0] = 7;
      controller.byobRequest.respond(1);
      assertEquals(controller.byobRequest, null);
    },
  });
  const { value } = await stream.getReader({ mode: "byob" }).read(new Uint8Array(8));
  assertEquals([...value], [7]);
  assertEquals(value.buffer.byteLength, 8);
});

test("a source answers with a view of its own making", async () => {
  const stream = new ReadableStream({
    type: "bytes",
    autoAllocateChunkSize: 16,
    pull(controller) {
      const request = controller.byobRequest;
      const buffer = request.view.buffer.transfer();
      request.respondWithNewView(new Uint8Array(buffer, 0, 2));
    },
  });
  assertEquals((await stream.getReader().read()).value.byteLength, 2);
});

test("closing ends a waiting BYOB read with an empty view", async () => {
  let controller;
  const stream = new ReadableStream({ type: "bytes", start: (given) => (controller = given) });
  const read = stream.getReader({ mode: "byob" }).read(new Uint8Array(3));
  controller.close();
  controller.byobRequest.respond(0);
  const { done, value } = await read;
  assertEquals([done, value.byteLength, value.buffer.byteLength], [true, 0, 3]);
});

test("closing within an element is an error", async () => {
  let controller;
  const stream = new ReadableStream({ type: "bytes", start: (given) => (controller = given) });
  const read = stream.getReader({ mode: "byob" }).read(new Uint16Array(1));
  controller.enqueue(new Uint8Array(1));
  assertThrows(() => controller.close(), TypeError);
  await assertRejects(read, TypeError);
});

test("what a released reader had half filled is not lost", async () => {
  let controller;
  const stream = new ReadableStream({ type: "bytes", start: (given) => (controller = given) });
  const reader = stream.getReader({ mode: "byob" });
  const read = reader.read(new Uint16Array(1));
  controller.enqueue(new Uint8Array([1]));
  reader.releaseLock();
  await assertRejects(read, TypeError);
  controller.enqueue(new Uint8Array([2]));
  controller.close();
  const rest = stream.getReader();
  assertEquals([...(await rest.read()).value, ...(await rest.read()).value], [1, 2]);
});

test("wrong views are refused", async () => {
  let controller;
  const stream = new ReadableStream({ type: "bytes", start: (given) => (controller = given) });
  assertThrows(() => controller.enqueue(new Uint8Array(0)), TypeError);
  assertThrows(() => controller.enqueue("x"), TypeError);
  assertThrows(() => controller.enqueue(new Uint8Array(new ArrayBuffer(1, { maxByteLength: 2 }))), TypeError);
  assertThrows(() => controller.enqueue(new Uint8Array(new SharedArrayBuffer(1))), TypeError);
  const detached = new Uint8Array(1);
  detached.buffer.transfer();
  assertThrows(() => controller.enqueue(detached), TypeError);
  const reader = stream.getReader({ mode: "byob" });
  await assertRejects(reader.read(), TypeError);
  await assertRejects(reader.read(new Uint8Array(0)), TypeError);
  await assertRejects(reader.read(detached), TypeError);
  await assertRejects(reader.read(new Uint8Array(1), { min: 0 }), TypeError);
  await assertRejects(reader.read(new Uint8Array(1), { min: 2 }), RangeError);
});

test("other streams have no BYOB readers, and byte streams no sizes", () => {
  assertThrows(() => new ReadableStream().getReader({ mode: "byob" }), TypeError);
  assertThrows(() => new ReadableStream().getReader({ mode: "other" }), TypeError);
  assertThrows(() => new ReadableStream({ type: "bytes" }, { size: () => 1 }), RangeError);
  assertThrows(() => new ReadableStream({ type: "bytes", autoAllocateChunkSize: 0 }), TypeError);
});

test("the stream of a body can be read by a BYOB reader", async () => {
  const reader = new Response("hello").body.getReader({ mode: "byob" });
  const first = await reader.read(new Uint8Array(3));
  assertEquals([...first.value], [0x68, 0x65, 0x6c]);
  const second = await reader.read(new Uint8Array(3));
  assertEquals([...second.value], [0x6c, 0x6f]);
  assertEquals((await reader.read(new Uint8Array(3))).done, true);
});

test("the stream of an empty body ends at once", async () => {
  const { body } = new Response("");
  assert(body instanceof ReadableStream);
  assertEquals(await body.getReader().read(), { value: undefined, done: true });
});

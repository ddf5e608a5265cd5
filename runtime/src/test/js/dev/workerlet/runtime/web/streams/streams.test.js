import { test, assert, assertEquals, assertRejects } from "/harness.js";

test("the classes are there", () => {
  for (const name of [
    "ReadableStream", "ReadableStreamDefaultReader", "ReadableStreamBYOBReader", "ReadableStreamBYOBRequest",
    "ReadableStreamDefaultController", "ReadableByteStreamController", "WritableStream",
    "WritableStreamDefaultWriter", "WritableStreamDefaultController", "TransformStream",
    "TransformStreamDefaultController", "ByteLengthQueuingStrategy", "CountQueuingStrategy",
  ]) {
    assertEquals(typeof globalThis[name], "function", name);
    assertEquals(Object.getOwnPropertyDescriptor(globalThis, name).enumerable, false, name);
  }
});

test("pipe through a transform", async () => {
  const upper = new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk.toUpperCase());
    },
  });
  const chunks = [];
  for await (const chunk of ReadableStream.from(["a", "b"]).pipeThrough(upper)) {
    chunks.push(chunk);
  }
  assertEquals(chunks, ["A", "B"]);
});

test("a body stream can be read by a BYOB reader", async () => {
  const reader = new Response("hello").body.getReader({ mode: "byob" });
  const first = await reader.read(new Uint8Array(3));
  assertEquals([...first.value], [0x68, 0x65, 0x6c]);
  const second = await reader.read(new Uint8Array(3));
  assertEquals([...second.value], [0x6c, 0x6f]);
  assertEquals((await reader.read(new Uint8Array(3))).done, true);
});

test("a pipe can be aborted by a signal", async () => {
  const controller = new AbortController();
  const pipe = new ReadableStream().pipeTo(new WritableStream(), { signal: controller.signal });
  controller.abort();
  await assertRejects(pipe, "AbortError");
});

test("the stream of an empty body ends at once", async () => {
  const { body } = new Response("");
  assert(body instanceof ReadableStream);
  assertEquals(await body.getReader().read(), { value: undefined, done: true });
});

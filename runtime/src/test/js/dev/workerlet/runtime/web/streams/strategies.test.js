import { test, assert, assertEquals, assertRejects, assertThrows } from "/harness.js";

test("the two strategies measure chunks and bytes", () => {
  const count = new CountQueuingStrategy({ highWaterMark: 3 });
  const bytes = new ByteLengthQueuingStrategy({ highWaterMark: "4" });
  assertEquals([count.highWaterMark, count.size("abc"), bytes.highWaterMark], [3, 1, 4]);
  assertEquals(bytes.size(new Uint8Array(5)), 5);
  assert(count.size === new CountQueuingStrategy({ highWaterMark: 1 }).size);
  assertEquals([count.size.name, count.size.length, bytes.size.length], ["size", 0, 1]);
  assertThrows(() => new CountQueuingStrategy({}), TypeError);
  assertThrows(() => new CountQueuingStrategy(), TypeError);
});

test("sizes make the desired size", () => {
  let controller;
  new ReadableStream({ start: (given) => (controller = given) }, { highWaterMark: 10, size: (chunk) => chunk.length });
  controller.enqueue("abc");
  assertEquals(controller.desiredSize, 7);
});

test("wrong sizes and marks are refused", () => {
  for (const highWaterMark of [-1, NaN, "x"]) {
    assertThrows(() => new ReadableStream({}, { highWaterMark }), RangeError);
    assertThrows(() => new WritableStream({}, { highWaterMark }), RangeError);
  }
  for (const size of [-1, NaN, Infinity]) {
    let controller;
    new ReadableStream({ start: (given) => (controller = given) }, { size: () => size });
    assertThrows(() => controller.enqueue(1), RangeError);
    assertEquals(controller.desiredSize, null);
  }
  assertThrows(() => new ReadableStream({}, { size: 1 }), TypeError);
});

test("a size that throws fails the stream", async () => {
  const size = () => {
    throw new RangeError();
  };
  const writer = new WritableStream({}, { size }).getWriter();
  await assertRejects(writer.write(1), RangeError);
  await assertRejects(writer.closed, RangeError);
});

test("rounding errors leave an empty queue empty", async () => {
  let controller;
  const stream = new ReadableStream({ start: (given) => (controller = given) }, { highWaterMark: 0, size: (chunk) => chunk });
  controller.enqueue(0.1);
  controller.enqueue(0.2);
  const reader = stream.getReader();
  await reader.read();
  await reader.read();
  assert(Math.abs(controller.desiredSize) < 1e-15);
});

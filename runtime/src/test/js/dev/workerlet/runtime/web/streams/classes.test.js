import { test, assert, assertEquals, assertThrows } from "/harness.js";

const lengths = {
  ReadableStream: 0, ReadableStreamDefaultReader: 1, ReadableStreamBYOBReader: 1, ReadableStreamBYOBRequest: 0,
  ReadableStreamDefaultController: 0, ReadableByteStreamController: 0, WritableStream: 0,
  WritableStreamDefaultWriter: 1, WritableStreamDefaultController: 0, TransformStream: 0,
  TransformStreamDefaultController: 0, ByteLengthQueuingStrategy: 1, CountQueuingStrategy: 1,
};

test("the classes are there, as interfaces are", () => {
  for (const name in lengths) {
    const Class = globalThis[name];
    assertEquals(typeof Class, "function", name);
    assertEquals(Object.getOwnPropertyDescriptor(globalThis, name).enumerable, false, name);
    assertEquals(Class.length, lengths[name], `${name}.length`);
    assertEquals(Class.prototype[Symbol.toStringTag], name);
  }
});

test("controllers and requests have no constructor of their own", () => {
  for (const name in lengths) {
    if (/Controller|Request/.test(name)) {
      assertThrows(() => new globalThis[name](), TypeError);
      assertThrows(() => new globalThis[name]({}, {}), TypeError);
    }
  }
});

test("nothing of a stream's inside is a property", () => {
  const { readable, writable } = new TransformStream();
  const reader = readable.getReader();
  const writer = writable.getWriter();
  for (const object of [readable, writable, reader, writer, new CountQueuingStrategy({ highWaterMark: 1 })]) {
    assertEquals(Reflect.ownKeys(object), []);
  }
});

test("members refuse receivers of another class", async () => {
  const { get } = Object.getOwnPropertyDescriptor(ReadableStream.prototype, "locked");
  assertThrows(() => get.call(Object.create(ReadableStream.prototype)), TypeError);
  const rejected = await ReadableStream.prototype.cancel.call({}).catch((error) => error);
  assert(rejected instanceof TypeError);
  const read = await ReadableStreamDefaultReader.prototype.read.call({}).catch((error) => error);
  assert(read instanceof TypeError);
});

test("a subclass works", async () => {
  class Numbers extends ReadableStream {
    constructor() {
      super({ start: (controller) => controller.enqueue(1) });
    }
  }
  const numbers = new Numbers();
  assert(numbers instanceof Numbers && numbers instanceof ReadableStream);
  assertEquals((await numbers.getReader().read()).value, 1);
});

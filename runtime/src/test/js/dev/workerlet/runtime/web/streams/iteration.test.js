import { test, assert, assertEquals, assertRejects, assertThrows } from "/harness.js";

async function all(stream) {
  const chunks = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return chunks;
}

test("from takes arrays, strings, generators and streams", async () => {
  assertEquals(await all(ReadableStream.from([1, 2])), [1, 2]);
  assertEquals(await all(ReadableStream.from("ab")), ["a", "b"]);
  assertEquals(await all(ReadableStream.from([Promise.resolve(1)])), [1]);
  const generate = async function* () {
    yield 1;
    yield 2;
  };
  assertEquals(await all(ReadableStream.from(generate())), [1, 2]);
  assertEquals(await all(ReadableStream.from(ReadableStream.from([3]))), [3]);
  for (const wrong of [undefined, null, 1, {}, { [Symbol.iterator]: 1 }, { [Symbol.asyncIterator]: () => 1 }]) {
    assertThrows(() => ReadableStream.from(wrong), TypeError);
  }
});

test("from asks for no value before a reader does, and returns the iterator on cancel", async () => {
  const log = [];
  const stream = ReadableStream.from({
    [Symbol.iterator]: () => ({
      next() {
        log.push("next");
        return { value: 1, done: false };
      },
      return(reason) {
        log.push(`return ${reason}`);
        return {};
      },
    }),
  });
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(log, []);
  const reader = stream.getReader();
  await reader.read();
  await reader.cancel("enough");
  assertEquals(log, ["next", "return enough"]);
});

test("a rejected value closes a synchronous iterator", async () => {
  let isClosed = false;
  const stream = ReadableStream.from({
    [Symbol.iterator]: () => ({
      next: () => ({ value: Promise.reject(new RangeError()), done: false }),
      return() {
        isClosed = true;
        return {};
      },
    }),
  });
  await assertRejects(stream.getReader().read(), RangeError);
  assertEquals(isClosed, true);
});

test("leaving a loop cancels the stream, unless prevented", async () => {
  const reasons = [];
  const make = () => new ReadableStream({
    pull: (controller) => controller.enqueue(1),
    cancel: (reason) => void reasons.push(reason),
  });
  const first = make();
  for await (const chunk of first) {
    assertEquals([chunk, first.locked], [1, true]);
    break;
  }
  assertEquals(reasons.length, 1);
  assertEquals(first.locked, false);
  const second = make();
  for await (const _ of second.values({ preventCancel: true })) {
    break;
  }
  assertEquals(reasons.length, 1);
  assertEquals((await second.getReader().read()).value, 1);
});

test("steps that are not awaited come in order", async () => {
  const iterator = ReadableStream.from([1, 2]).values();
  const steps = await Promise.all([iterator.next(), iterator.next(), iterator.return("x"), iterator.next()]);
  assertEquals(steps.map(({ value }) => value), [1, 2, "x", undefined]);
});

test("an error ends the loop and gives the stream back", async () => {
  const stream = new ReadableStream({ pull: () => Promise.reject(new RangeError()) });
  await assertRejects(all(stream), RangeError);
  assertEquals(stream.locked, false);
});

test("the iterator has the shape of an asynchronous iterator", () => {
  const iterator = new ReadableStream().values();
  const prototype = Object.getPrototypeOf(iterator);
  const asyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);
  assert(Object.getPrototypeOf(prototype) === asyncIteratorPrototype);
  assertEquals(Object.keys(prototype), ["next", "return"]);
  assert(ReadableStream.prototype[Symbol.asyncIterator] === ReadableStream.prototype.values);
});

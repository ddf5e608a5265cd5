import { test, assert, assertEquals, assertThrows } from "/harness.js";

test("name, message and code", () => {
  const exception = new DOMException("m", "AbortError");
  assertEquals([exception.name, exception.message, exception.code], ["AbortError", "m", 20]);
  assertEquals([new DOMException().name, new DOMException().message, new DOMException().code], ["Error", "", 0]);
  assertEquals(new DOMException("", "nonsense").code, 0);
});

test("it is an Error with a stack", () => {
  const exception = new DOMException("m", "DataCloneError");
  assert(exception instanceof Error);
  assertEquals(String(exception), "DataCloneError: m");
  assert(exception.stack.startsWith("DataCloneError: m\n"));
  assertEquals(Object.prototype.toString.call(exception), "[object DOMException]");
});

test("constants on class and prototype", () => {
  for (const holder of [DOMException, DOMException.prototype]) {
    const descriptor = Object.getOwnPropertyDescriptor(holder, "DATA_CLONE_ERR");
    assertEquals(descriptor, { value: 25, writable: false, enumerable: true, configurable: false });
    assertEquals(holder.INDEX_SIZE_ERR, 1);
  }
});

test("accessors check their receiver", () => {
  const { get } = Object.getOwnPropertyDescriptor(DOMException.prototype, "name");
  assertThrows(() => get.call(new Error()), TypeError);
  assertThrows(() => DOMException(), TypeError);
});

test("it can be extended", () => {
  class Special extends DOMException {}
  const special = new Special("m", "AbortError");
  assert(special instanceof Special && special.code === 20);
});

test("QuotaExceededError", () => {
  const exception = new QuotaExceededError("m", { quota: 1, requested: 2 });
  assertEquals([exception.name, exception.code, exception.quota, exception.requested], ["QuotaExceededError", 22, 1, 2]);
  assert(exception instanceof DOMException);
  assertEquals(new QuotaExceededError().quota, null);
  assertThrows(() => new QuotaExceededError("", { quota: -1 }), RangeError);
  assertThrows(() => new QuotaExceededError("", { quota: 2, requested: 1 }), RangeError);
});

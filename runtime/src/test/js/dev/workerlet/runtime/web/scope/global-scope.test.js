import { test, assert, assertEquals, assertThrows } from "/harness.js";

test("the global object is an event target", () => {
  assert(globalThis instanceof EventTarget && globalThis instanceof WorkerGlobalScope);
  assertEquals(String(globalThis), "[object ServiceWorkerGlobalScope]");
  assert(!Object.hasOwn(globalThis, "addEventListener") && addEventListener === EventTarget.prototype.addEventListener);
  assertThrows(() => new WorkerGlobalScope(), TypeError);
  assertThrows(() => new ServiceWorkerGlobalScope(), TypeError);
});

test("events reach its listeners, with or without a receiver", () => {
  const seen = [];
  const listener = function (event) {
    seen.push([event.type, this === globalThis, event.target === globalThis, event.currentTarget === globalThis]);
    event.preventDefault();
  };
  addEventListener("custom", listener);
  assertEquals(globalThis.dispatchEvent(new Event("custom", { cancelable: true })), false);
  (0, removeEventListener)("custom", listener);
  assertEquals(dispatchEvent(new Event("custom", { cancelable: true })), true);
  assertEquals(seen, [["custom", true, true, true]]);
});

test("attributes work without a receiver and refuse a wrong one", () => {
  for (const name of ["self", "navigator", "performance", "crypto", "onerror"]) {
    const { get, enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, name);
    assertEquals([enumerable, configurable, get.name, get.length], [true, true, `get ${name}`, 0]);
    assert(get.call(undefined) === globalThis[name] && get.call(null) === globalThis[name]);
    assertThrows(() => get.call({}), TypeError);
    assertThrows(() => Object.create(globalThis)[name], TypeError);
  }
});

test("timers have the shape of operations", () => {
  for (const [name, length] of Object.entries({ setTimeout: 1, setInterval: 1, clearTimeout: 0, clearInterval: 0 })) {
    const { value, writable, enumerable } = Object.getOwnPropertyDescriptor(globalThis, name);
    assertEquals([value.name, value.length, writable, enumerable], [name, length, true, true]);
  }
  assertThrows(() => setTimeout(), TypeError);
  assertThrows(() => setTimeout(Symbol()), TypeError);
});

test("the loop's thread can't be blocked", () => {
  assertThrows(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10), TypeError);
  assertEquals([Atomics.wait.name, Atomics.wait.length], ["wait", 4]);
});

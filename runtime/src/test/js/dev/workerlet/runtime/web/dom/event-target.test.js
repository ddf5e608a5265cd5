import { test, assert, assertEquals, assertThrows } from "/harness.js";

test("listeners run in order and once each", () => {
  const target = new EventTarget();
  const log = [];
  const listener = () => log.push("a");
  target.addEventListener("x", listener);
  target.addEventListener("x", listener);
  target.addEventListener("x", () => log.push("b"), { once: true });
  target.addEventListener("x", () => log.push("capture"), true);
  target.dispatchEvent(new Event("x"));
  target.dispatchEvent(new Event("x"));
  assertEquals(log, ["capture", "a", "b", "capture", "a"]);
});

test("handleEvent objects, null and wrong callbacks", () => {
  const target = new EventTarget();
  const log = [];
  const object = {
    handleEvent(event) {
      log.push(this === object, event.type);
    },
  };
  target.addEventListener("x", object);
  target.addEventListener("x", null);
  target.dispatchEvent(new Event("x"));
  assertEquals(log, [true, "x"]);
  assertThrows(() => target.addEventListener("x", 1), TypeError);
  assertThrows(() => target.addEventListener("x"), TypeError);
});

test("removal during dispatch takes effect, addition does not", () => {
  const target = new EventTarget();
  const log = [];
  const second = () => log.push("second");
  target.addEventListener("x", () => {
    log.push("first");
    target.removeEventListener("x", second);
    target.addEventListener("x", () => log.push("late"));
  });
  target.addEventListener("x", second);
  target.dispatchEvent(new Event("x"));
  assertEquals(log, ["first"]);
});

test("a signal removes its listeners", () => {
  const target = new EventTarget();
  const controller = new AbortController();
  let count = 0;
  target.addEventListener("x", () => count++, { signal: controller.signal });
  target.dispatchEvent(new Event("x"));
  controller.abort();
  target.dispatchEvent(new Event("x"));
  target.addEventListener("x", () => count++, { signal: controller.signal });
  target.dispatchEvent(new Event("x"));
  assertEquals(count, 1);
  assertThrows(() => target.addEventListener("x", () => {}, { signal: null }), TypeError);
});

test("stopImmediatePropagation and preventDefault", () => {
  const target = new EventTarget();
  target.addEventListener("x", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  target.addEventListener("x", () => {
    throw new Error("must not run");
  });
  assertEquals(target.dispatchEvent(new Event("x", { cancelable: true })), false);
  assertEquals(target.dispatchEvent(new Event("x")), true);
});

test("a passive listener cannot cancel", () => {
  const target = new EventTarget();
  target.addEventListener("x", (event) => event.preventDefault(), { passive: true });
  assertEquals(target.dispatchEvent(new Event("x", { cancelable: true })), true);
});

test("the state of an event during and after dispatch", () => {
  const target = new EventTarget();
  const event = new Event("x");
  assertEquals([event.eventPhase, event.target, event.currentTarget], [0, null, null]);
  target.addEventListener("x", function () {
    assert(this === target && event.target === target && event.currentTarget === target);
    assertEquals([event.eventPhase, event.composedPath().length], [2, 1]);
    assertThrows(() => target.dispatchEvent(event), "InvalidStateError");
  });
  target.dispatchEvent(event);
  assertEquals([event.eventPhase, event.target === target, event.currentTarget, event.composedPath()], [0, true, null, []]);
});

test("an event type replaced by a worker does not mislead dispatch", () => {
  const target = new EventTarget();
  let count = 0;
  target.addEventListener("x", () => count++);
  const event = new Event("x");
  Object.defineProperty(event, "type", { value: "y" });
  target.dispatchEvent(event);
  assertEquals(count, 1);
});

test("isTrusted is unforgeable", () => {
  const event = new Event("x");
  const descriptor = Object.getOwnPropertyDescriptor(event, "isTrusted");
  assertEquals([descriptor.configurable, descriptor.enumerable, event.isTrusted], [false, true, false]);
  assert(descriptor.get === Object.getOwnPropertyDescriptor(new Event("y"), "isTrusted").get);
});

test("subclasses and init dictionaries of events", () => {
  const custom = new CustomEvent("x", { detail: 1, cancelable: true });
  assertEquals([custom.detail, custom.cancelable, new CustomEvent("x").detail], [1, true, null]);
  const error = new ErrorEvent("error", { message: "m", filename: "f", lineno: 1, colno: 2, error: 3 });
  assertEquals([error.message, error.filename, error.lineno, error.colno, error.error], ["m", "f", 1, 2, 3]);
  const promise = Promise.resolve();
  const rejection = new PromiseRejectionEvent("unhandledrejection", { promise, reason: "r" });
  assert(rejection.promise === promise && rejection.reason === "r");
  assertThrows(() => new PromiseRejectionEvent("x", {}), TypeError);
  assertEquals(new MessageEvent("message", { data: 1 }).data, 1);
  assertThrows(() => new Event(), TypeError);
  assertThrows(() => new Event("x", 1), TypeError);
});

test("EventTarget can be extended", () => {
  class Bus extends EventTarget {}
  const bus = new Bus();
  let seen = null;
  bus.addEventListener("x", (event) => {
    seen = event.target;
  });
  bus.dispatchEvent(new Event("x"));
  assert(seen === bus);
  assertThrows(() => EventTarget.prototype.dispatchEvent.call({}, new Event("x")), TypeError);
});

import { test, assert, assertEquals, assertThrows } from "/harness.js";

test("abort tells listeners once, with a reason", () => {
  const controller = new AbortController();
  const log = [];
  controller.signal.onabort = (event) => log.push(event.type, event.isTrusted, event.target === controller.signal);
  controller.abort();
  controller.abort("again");
  assertEquals(log, ["abort", true, true]);
  assertEquals(controller.signal.reason.name, "AbortError");
  assert(controller.signal.reason instanceof DOMException);
});

test("throwIfAborted throws the reason itself", () => {
  const reason = {};
  const signal = AbortSignal.abort(reason);
  try {
    signal.throwIfAborted();
    assert(false);
  } catch (error) {
    assert(error === reason);
  }
  new AbortController().signal.throwIfAborted();
});

test("any follows its sources", () => {
  const [a, b] = [new AbortController(), new AbortController()];
  const either = AbortSignal.any([a.signal, b.signal]);
  const nested = AbortSignal.any([either]);
  let count = 0;
  nested.addEventListener("abort", () => count++);
  b.abort("b");
  a.abort("a");
  assertEquals([either.aborted, either.reason, nested.reason, count], [true, "b", "b", 1]);
  assertEquals(AbortSignal.any([]).aborted, false);
  assertEquals(AbortSignal.any([AbortSignal.abort(1)]).reason, 1);
  assertThrows(() => AbortSignal.any([{}]), TypeError);
});

test("all dependent signals are aborted before any listener runs", () => {
  const controller = new AbortController();
  const dependent = AbortSignal.any([controller.signal]);
  let seen = null;
  controller.signal.addEventListener("abort", () => {
    seen = dependent.aborted;
  });
  controller.abort();
  assertEquals(seen, true);
});

test("timeout", async () => {
  const signal = AbortSignal.timeout(1);
  assertEquals(signal.aborted, false);
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
  assertEquals(signal.reason.name, "TimeoutError");
  assertThrows(() => AbortSignal.timeout(-1), TypeError);
  assertThrows(() => AbortSignal.timeout(NaN), TypeError);
});

test("event handler attribute", () => {
  const { signal } = new AbortController();
  assertEquals(signal.onabort, null);
  signal.onabort = 1;
  assertEquals(signal.onabort, null);
  const handler = () => {};
  signal.onabort = handler;
  assert(signal.onabort === handler);
});

test("constructors", () => {
  assertThrows(() => new AbortSignal(), TypeError, "Illegal constructor");
  assert(new AbortController().signal instanceof EventTarget);
  assertEquals([AbortSignal.abort.length, AbortSignal.timeout.length, AbortSignal.any.length], [0, 1, 1]);
});

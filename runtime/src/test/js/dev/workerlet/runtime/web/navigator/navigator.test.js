import { test, assert, assertEquals, assertThrows } from "/harness.js";

test("userAgent", () => {
  assertEquals(navigator.userAgent, "Workerlet");
  assert(navigator instanceof Navigator && !("hardwareConcurrency" in navigator));
  assertThrows(() => new Navigator(), TypeError);
});

test("self is the global object", () => {
  assert(self === globalThis);
});

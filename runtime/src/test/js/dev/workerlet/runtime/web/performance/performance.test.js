import { test, assert, assertEquals, assertThrows } from "/harness.js";

test("now is coarse and does not go back", () => {
  let last = performance.now();
  for (let i = 0; i < 100; i++) {
    const now = performance.now();
    assert(now >= last);
    assert(Math.abs(now * 10 - Math.round(now * 10)) < 1e-6);
    last = now;
  }
});

test("timeOrigin plus now is about the time", () => {
  assert(Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 1000);
  assertEquals(performance.toJSON(), { timeOrigin: performance.timeOrigin });
});

test("class shape", () => {
  assert(performance instanceof Performance && performance instanceof EventTarget);
  assertThrows(() => new Performance(), TypeError);
  assertThrows(() => Performance.prototype.now.call({}), TypeError);
});

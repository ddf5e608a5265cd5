import { test, assertEquals, assertThrows } from "/harness.js";

test("runs after the current script and in order", async () => {
  const log = [];
  queueMicrotask(() => log.push("a"));
  Promise.resolve().then(() => log.push("b"));
  queueMicrotask(() => log.push("c"));
  log.push("now");
  await new Promise((resolve) => setTimeout(resolve, 1));
  assertEquals(log, ["now", "a", "b", "c"]);
});

test("an exception does not stop the next one", async () => {
  let ran = false;
  queueMicrotask(() => {
    throw new Error("reported, not fatal");
  });
  queueMicrotask(() => {
    ran = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 1));
  assertEquals(ran, true);
});

test("arguments", () => {
  assertThrows(() => queueMicrotask(), TypeError);
  assertThrows(() => queueMicrotask(1), TypeError);
  assertThrows(() => reportError(), TypeError);
  reportError(new Error("reported by the test"));
});

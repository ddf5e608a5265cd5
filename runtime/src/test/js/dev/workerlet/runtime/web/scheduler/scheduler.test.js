import { test, assert, assertEquals, assertRejects, assertThrows } from "/harness.js";

test("wait is fulfilled after the time", async () => {
  const start = Date.now();
  assertEquals(await scheduler.wait(20), undefined);
  assert(Date.now() - start >= 19);
});

test("wait ends with its signal", async () => {
  const controller = new AbortController();
  const waiting = scheduler.wait(10_000, { signal: controller.signal });
  controller.abort("enough");
  assertEquals(await waiting.catch((reason) => reason), "enough");
  await assertRejects(scheduler.wait(1, { signal: AbortSignal.abort() }), "AbortError");
});

test("errors reject", async () => {
  await assertRejects(scheduler.wait(), TypeError);
  await assertRejects(scheduler.wait(NaN), TypeError);
  await assertRejects(scheduler.wait(1, { signal: {} }), TypeError);
  await assertRejects(Scheduler.prototype.wait.call({}, 1), TypeError);
  assertThrows(() => new Scheduler(), TypeError);
});

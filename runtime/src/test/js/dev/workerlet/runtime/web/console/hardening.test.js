import { test, assertEquals } from "/harness.js";
import { underSabotage } from "/sabotage.js";

test("the console among replaced built-ins", async () => {
  const finished = await underSabotage(() => {
    console.log("%s %d %o", "text", 1, { a: [1, { b: 2 }] }, new Map(), new Set(), /x/, () => {});
    console.log(new Error("x"), new DOMException("y", "AbortError"), new Headers(), new Event("z"), new Uint8Array(2));
    console.table({ __proto__: null, a: { b: 1 } });
    console.group("g");
    console.time("t");
    console.timeEnd("t");
    console.count();
    console.groupEnd();
    return true;
  });
  assertEquals(finished, true);
});

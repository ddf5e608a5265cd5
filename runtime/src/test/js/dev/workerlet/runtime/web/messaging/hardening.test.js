import { test, assertEquals } from "/harness.js";
import { underSabotage } from "/sabotage.js";

const { iterator } = Symbol;

test("ports and channels among replaced built-ins", async () => {
  const seen = [];
  let count = 0;
  const hear = ({ data, ports }) => {
    seen[count++] = [data.value, ports.length];
  };
  await underSabotage(() => {
    const channel = new MessageChannel();
    const transfer = { __proto__: null, [iterator]: once(channel.port2) };
    const received = structuredClone(channel.port2, { transfer });
    received.onmessage = hear;
    channel.port1.postMessage({ value: 1 });
    const other = new MessageChannel();
    other.port2.onmessage = hear;
    other.port1.postMessage({ value: 2 });
    const speaker = new BroadcastChannel("hardening");
    const hearer = new BroadcastChannel("hardening");
    hearer.onmessage = hear;
    speaker.postMessage({ value: 3 });
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  assertEquals(seen, [[1, 0], [2, 0], [3, 0]]);
});

/** An iterator method that gives one value, without any built-in. */
function once(value) {
  return () => {
    let done = false;
    return {
      next() {
        const result = done ? { done: true } : { done: false, value };
        done = true;
        return result;
      },
    };
  };
}

test("events for uncaught exceptions among replaced built-ins", async () => {
  const seen = [];
  const hear = (event) => {
    seen[seen.length] = [event.message, event.filename];
    event.preventDefault();
  };
  addEventListener("error", hear);
  await underSabotage(() => {
    reportError("text");
  });
  removeEventListener("error", hear);
  assertEquals(seen, [["Uncaught text", "/web/messaging/hardening.test.js"]]);
});

test("performance entries among replaced built-ins", async () => {
  const entries = await underSabotage(() => {
    performance.mark("hardened", { detail: { x: 1 }, startTime: 3 });
    performance.measure("hardened measure", { start: "hardened", end: 5 });
    return performance.getEntriesByName("hardened measure");
  });
  assertEquals([entries.length, entries[0].startTime, entries[0].duration], [1, 3, 2]);
  performance.clearMarks();
  performance.clearMeasures();
});

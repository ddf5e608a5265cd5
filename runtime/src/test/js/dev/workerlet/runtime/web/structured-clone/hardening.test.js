import { test, assertEquals } from "/harness.js";

// Setters on Object.prototype for names that the platform's own objects use.
const names = [
  "booked", "callback", "capture", "closed", "data", "deferred", "entangled", "entries", "first", "frame", "last", "listener",
  "memory", "name", "once", "operations", "passive", "pending", "port", "prefix", "removed", "request", "started", "task",
  "timers", "transferList", "type", "value", "waiting",
];

async function underSetters(body) {
  const touched = [];
  for (const name of names) {
    Object.defineProperty(Object.prototype, name, {
      __proto__: null,
      configurable: true,
      set() {
        touched[touched.length] = name;
      },
    });
  }
  try {
    await body();
  } finally {
    for (const name of names) {
      delete Object.prototype[name];
    }
  }
  return touched;
}

test("setters of Object.prototype are not met by the platform's own objects", async () => {
  let heard = 0;
  const touched = await underSetters(async () => {
    const buffer = new ArrayBuffer(2);
    structuredClone({ x: [1, new Map(), buffer, new Uint8Array(buffer)] }, { __proto__: null, transfer: [buffer] });
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => heard++;
    port1.postMessage({ x: 1 });
    const target = new EventTarget();
    target.addEventListener("x", () => heard++, { __proto__: null, once: true });
    target.dispatchEvent(new Event("x"));
    performance.mark("x");
    performance.clearMarks();
    await new Promise((resolve) => setTimeout(resolve, 10));
  });
  assertEquals([touched, heard], [[], 2]);
});

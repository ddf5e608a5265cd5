import { test, assert, assertEquals, assertThrows } from "/harness.js";

test("the namespace object has the shape of the standard", () => {
  assertEquals(Object.prototype.toString.call(console), "[object console]");
  const prototype = Object.getPrototypeOf(console);
  assertEquals(Reflect.ownKeys(prototype), []);
  assert(Object.getPrototypeOf(prototype) === Object.prototype);
  const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, "console");
  assertEquals([writable, enumerable, configurable], [true, false, true]);
  for (const name of [
    "assert", "clear", "count", "countReset", "debug", "dir", "dirxml", "error", "group", "groupCollapsed",
    "groupEnd", "info", "log", "table", "time", "timeEnd", "timeLog", "trace", "warn",
  ]) {
    const method = Object.getOwnPropertyDescriptor(console, name);
    assertEquals([typeof method.value, method.enumerable, method.value.length], ["function", true, 0], name);
    assert(!Object.hasOwn(method.value, "prototype"), name);
  }
});

test("methods need no receiver and return nothing", () => {
  const { log, count, table } = console;
  assertEquals([log("a"), count("b"), table([1])], [undefined, undefined, undefined]);
});

test("getters are not called, and what a proxy throws goes no further", () => {
  let called = false;
  const getter = {
    get value() {
      called = true;
      return 1;
    },
    get [Symbol.toStringTag]() {
      called = true;
      return "x";
    },
    toString() {
      called = true;
      return "x";
    },
  };
  const broken = () => {
    throw new Error("a trap");
  };
  console.log("%s %o %O", getter, getter, getter, [getter], new Map([[getter, getter]]));
  console.table([getter]);
  console.dir(new Proxy({}, { ownKeys: broken, getPrototypeOf: broken, getOwnPropertyDescriptor: broken }));
  assertEquals(called, false);
});

test("values of every kind and graphs without an end", () => {
  const circular = { list: [] };
  circular.list.push(circular);
  const wide = Array.from({ length: 1000 }, () => Array.from({ length: 1000 }, () => ({ a: 1 })));
  let deep = {};
  for (let i = 0; i < 10_000; i++) {
    deep = { deep };
  }
  const doubling = [];
  let level = doubling;
  for (let i = 0; i < 60; i++) {
    const next = [];
    level.push(next, next);
    level = next;
  }
  console.dir(doubling, { depth: null });
  console.log(
    circular, wide, deep, "x".repeat(100_000), Symbol("s"), 1n, -0, null, undefined, () => {}, class A {},
    new WeakMap(), new WeakRef({}), Promise.resolve(), new Uint8Array(1000), new ArrayBuffer(8), Object.create(null),
    new Error("e", { cause: new AggregateError([1], "f") }), new DOMException("d"), new Date(NaN), Object("s"),
    [, 1, , 2], function* () {}, async () => {}, globalThis,
  );
});

test("timers, counters and groups never throw", () => {
  console.time();
  console.time();
  console.timeLog("default", 1);
  console.timeEnd();
  console.timeEnd("none");
  console.count();
  console.countReset();
  console.countReset("none");
  console.group("a");
  console.groupEnd();
  console.groupEnd();
  console.assert(true);
  console.assert(false, "reason %d", 1);
  assertThrows(() => console.count(Symbol()), TypeError);
});

test("format specifiers take what there is", () => {
  console.log("%d %i %f %s %j %c %% %x %", 1, "2.5", "3.5", Symbol("s"), circularJson(), "color: red", 7);
  console.log("%d %s", 1n);
  console.log("%s");
  console.log();
});

function circularJson() {
  const value = {};
  value.value = value;
  return value;
}

import { test, assert, assertEquals, assertThrows } from "/harness.js";

const names = (entries) => entries.map((entry) => entry.name);
const later = () => new Promise((resolve) => setTimeout(resolve, 5));

function clearAll() {
  performance.clearMarks();
  performance.clearMeasures();
}

test("marks and measures", () => {
  clearAll();
  const detail = { a: [1] };
  const mark = performance.mark("m", { detail, startTime: 7 });
  assert(mark instanceof PerformanceMark && mark instanceof PerformanceEntry && mark.detail !== detail);
  assertEquals([mark.name, mark.entryType, mark.startTime, mark.duration, mark.detail], ["m", "mark", 7, 0, { a: [1] }]);
  const measure = performance.measure("x", "m");
  assert(measure instanceof PerformanceMeasure && measure.startTime === 7);
  assertEquals([performance.mark("n").detail, performance.measure("y").startTime], [null, 0]);
  assertEquals(Object.keys(mark.toJSON()), ["id", "name", "entryType", "startTime", "duration", "navigationId"]);
  clearAll();
});

test("a measure takes start, end and duration, two of three", () => {
  clearAll();
  const extent = ({ startTime, duration }) => [startTime, duration];
  assertEquals(extent(performance.measure("a", { start: 5, duration: 3 })), [5, 3]);
  assertEquals(extent(performance.measure("a", { end: 8, duration: 3 })), [5, 3]);
  assertEquals(extent(performance.measure("a", { start: 5, end: 8 })), [5, 3]);
  assertThrows(() => performance.measure("a", { start: 1, end: 2, duration: 1 }), TypeError);
  assertThrows(() => performance.measure("a", { detail: 1 }), TypeError);
  assertThrows(() => performance.measure("a", { start: 1 }, "b"), TypeError);
  assertThrows(() => performance.measure("a", { start: -1 }), TypeError);
  assertThrows(() => performance.measure("a", "no such mark"), "SyntaxError");
  assertThrows(() => performance.measure("a", "navigationStart"), TypeError);
  assertThrows(() => performance.mark("a", { startTime: -1 }), TypeError);
  assertThrows(() => performance.mark("a", { detail: () => {} }), "DataCloneError");
  clearAll();
});

test("entries are found by name and type, in the order of time", () => {
  clearAll();
  performance.mark("late", { startTime: 9 });
  performance.mark("early", { startTime: 1 });
  performance.measure("between", { start: 5, end: 6 });
  assertEquals(names(performance.getEntries()), ["early", "between", "late"]);
  assertEquals(names(performance.getEntriesByType("mark")), ["early", "late"]);
  assertEquals(names(performance.getEntriesByName("early", "measure")), []);
  performance.clearMarks("late");
  assertEquals(names(performance.getEntries()), ["early", "between"]);
  clearAll();
  assertEquals(performance.getEntries(), []);
});

test("the oldest entries make room, and are counted", async () => {
  clearAll();
  for (let i = 0; i < 1_010; i++) {
    performance.mark(`m${i}`, { startTime: i });
  }
  const kept = performance.getEntriesByType("mark");
  assertEquals([kept.length, kept[0].name, performance.measure("x", "m1009").startTime], [1_000, "m10", 1_009]);
  const dropped = await new Promise((resolve) => {
    new PerformanceObserver((list, observer, options) => {
      observer.disconnect();
      resolve(options.droppedEntriesCount);
    }).observe({ type: "mark", buffered: true });
  });
  assertEquals(dropped, 10);
  clearAll();
});

test("an observer is told in a task of its own, of what it asked for", async () => {
  const calls = [];
  const observer = new PerformanceObserver(function (list, given, options) {
    calls.push([names(list.getEntries()), names(list.getEntriesByType("measure")), this === given, Object.keys(options)]);
  });
  observer.observe({ entryTypes: ["mark", "measure", "unknown"] });
  performance.mark("a");
  performance.measure("b");
  assertEquals(calls, []);
  await later();
  performance.mark("c");
  await later();
  observer.disconnect();
  performance.mark("d");
  await later();
  assertEquals(calls, [[["b", "a"], ["b"], true, ["droppedEntriesCount"]], [["c"], [], true, []]]);
  clearAll();
});

test("takeRecords empties what would be told", async () => {
  let called = false;
  const observer = new PerformanceObserver(() => {
    called = true;
  });
  observer.observe({ type: "mark" });
  performance.mark("a");
  assertEquals(names(observer.takeRecords()), ["a"]);
  await later();
  assertEquals(called, false);
  observer.disconnect();
});

test("what an observer may ask", () => {
  const observer = new PerformanceObserver(() => {});
  assertThrows(() => observer.observe(), TypeError);
  assertThrows(() => observer.observe({ type: "mark", entryTypes: ["mark"] }), TypeError);
  observer.observe({ type: "unknown" });
  assertThrows(() => observer.observe({ entryTypes: ["mark"] }), "InvalidModificationError");
  assertEquals(PerformanceObserver.supportedEntryTypes, ["mark", "measure"]);
  assert(PerformanceObserver.supportedEntryTypes === PerformanceObserver.supportedEntryTypes);
  assert(Object.isFrozen(PerformanceObserver.supportedEntryTypes));
});

test("class shapes", () => {
  assertThrows(() => new PerformanceEntry(), TypeError);
  assertThrows(() => new PerformanceMeasure(), TypeError);
  assertThrows(() => new PerformanceObserverEntryList(), TypeError);
  assertThrows(() => new PerformanceObserver(), TypeError);
  assertEquals(new PerformanceMark("x", { startTime: 2 }).toJSON().id, 0);
  assertEquals([PerformanceMark.length, PerformanceMeasure.length, Performance.prototype.measure.length], [1, 0, 1]);
});

import { test, assert, assertEquals, assertThrows } from "/harness.js";

test("views that track the length of a resizable buffer go on to do so", () => {
  const buffer = new ArrayBuffer(8, { maxByteLength: 32 });
  const views = [new Uint8Array(buffer), new Uint16Array(buffer, 4), new DataView(buffer, 2)];
  const fixed = new Uint8Array(buffer, 0, 8);
  for (const transfer of [[], [buffer]]) {
    const copies = structuredClone({ views, fixed }, { transfer });
    copies.fixed.buffer.resize(16);
    assertEquals(copies.views.map((view) => view.byteLength), [16, 12, 14]);
    assertEquals(copies.fixed.byteLength, 8);
  }
});

test("the same at the greatest length", () => {
  const buffer = new ArrayBuffer(8, { maxByteLength: 8 });
  const bytes = new Uint8Array(buffer);
  bytes.set([1, 2, 3, 4, 5, 6, 7, 8]);
  const fixed = new Uint8Array(buffer, 0, 8);
  const copies = structuredClone({ bytes, fixed });
  assertEquals([[...bytes], [...copies.bytes]], [[1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 7, 8]]);
  copies.bytes.buffer.resize(4);
  assertEquals([copies.bytes.length, copies.fixed.length], [4, 0]);
});

test("a view out of bounds can't be cloned", () => {
  const buffer = new ArrayBuffer(8, { maxByteLength: 8 });
  const views = [new Uint8Array(buffer, 4, 4), new DataView(buffer, 4, 4)];
  buffer.resize(4);
  for (const view of views) {
    assertThrows(() => structuredClone(view), "DataCloneError");
    assertThrows(() => structuredClone(view, { transfer: [buffer] }), "DataCloneError");
  }
  assertEquals(buffer.detached, false);
});

test("platform objects by their own steps", async () => {
  const file = structuredClone(new File(["x"], "n", { type: "a/b", lastModified: 5 }));
  assert(file instanceof File && file.name === "n" && file.type === "a/b" && file.lastModified === 5);
  const blob = structuredClone(new Blob(["text"]));
  assert(blob instanceof Blob && !(blob instanceof File) && (await blob.text()) === "text");
  const quota = structuredClone(new QuotaExceededError("m", { quota: 1, requested: 2 }));
  assert(quota instanceof QuotaExceededError);
  assertEquals([quota.name, quota.message, quota.quota, quota.requested], ["QuotaExceededError", "m", 1, 2]);
  for (const value of [new Headers(), new Response(), new EventTarget(), new AbortController()]) {
    assertThrows(() => structuredClone(value), "DataCloneError");
    assertThrows(() => structuredClone(value, { transfer: [value] }), "DataCloneError");
  }
});

test("nothing is transferred when anything fails", () => {
  const buffer = new ArrayBuffer(4);
  const { port1 } = new MessageChannel();
  assertThrows(() => structuredClone([() => {}], { transfer: [buffer, port1] }), "DataCloneError");
  assertThrows(() => structuredClone(0, { transfer: [buffer, port1, buffer] }), "DataCloneError");
  assertEquals(buffer.detached, false);
  structuredClone(0, { transfer: [port1] });
  assertThrows(() => structuredClone(0, { transfer: [buffer, port1] }), "DataCloneError");
  assertEquals(buffer.detached, false);
});

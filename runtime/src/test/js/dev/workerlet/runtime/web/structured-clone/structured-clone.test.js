import { test, assert, assertEquals, assertThrows } from "/harness.js";

test("primitives and their wrappers", () => {
  for (const value of [undefined, null, true, 1, -0, NaN, "a", 10n]) {
    assert(Object.is(structuredClone(value), value));
  }
  for (const value of [true, 1, "a", 10n]) {
    const clone = structuredClone(Object(value));
    assert(typeof clone === "object" && clone.valueOf() === value);
  }
});

test("plain objects and arrays", () => {
  const value = { a: [1, , 3], b: { c: "d" }, __proto__: { inherited: 1 } };
  Object.defineProperty(value, "hidden", { value: 1 });
  value[Symbol("s")] = 1;
  value.a.extra = 1;
  const clone = structuredClone(value);
  assertEquals(Reflect.ownKeys(clone), ["a", "b"]);
  assert(Object.getPrototypeOf(clone) === Object.prototype);
  assertEquals([clone.a.length, 1 in clone.a, clone.a.extra], [3, false, 1]);
});

test("a property called __proto__ is a property", () => {
  const value = JSON.parse('{"__proto__": {"x": 1}}');
  const clone = structuredClone(value);
  assert(Object.getPrototypeOf(clone) === Object.prototype && Object.hasOwn(clone, "__proto__"));
});

test("dates, expressions, maps and sets", () => {
  const value = { d: new Date(5), r: /a/gi, m: new Map([[{ k: 1 }, new Set([1])]]), s: new Set(["x"]) };
  value.r.lastIndex = 3;
  const clone = structuredClone(value);
  assertEquals([clone.d.getTime(), String(clone.r), clone.r.lastIndex], [5, "/a/gi", 0]);
  const [[key, item]] = clone.m;
  assert(key.k === 1 && item.has(1) && clone.s.has("x"));
});

test("identity and cycles", () => {
  const shared = {};
  const value = { a: shared, b: shared, map: new Map() };
  value.self = value;
  value.map.set(value, value);
  const clone = structuredClone(value);
  assert(clone.a === clone.b && clone.a !== shared && clone.self === clone && clone.map.get(clone) === clone);
});

test("buffers and views", () => {
  const buffer = new Uint8Array([1, 2, 3, 4]).buffer;
  const clone = structuredClone({ buffer, view: new Uint8Array(buffer, 1, 2), data: new DataView(buffer, 2) });
  assert(clone.view.buffer === clone.buffer && clone.data.buffer === clone.buffer && clone.buffer !== buffer);
  assertEquals([[...clone.view], clone.data.getUint8(0), clone.data.byteLength], [[2, 3], 3, 2]);
  const resizable = structuredClone(new ArrayBuffer(2, { maxByteLength: 8 }));
  assertEquals([resizable.resizable, resizable.maxByteLength, resizable.byteLength], [true, 8, 2]);
  for (const Type of [Int8Array, Uint8ClampedArray, Int16Array, Float32Array, Float64Array, BigInt64Array]) {
    assert(structuredClone(new Type(2)) instanceof Type);
  }
});

test("errors", () => {
  const error = new RangeError("m", { cause: { a: 1 } });
  error.extra = 1;
  const clone = structuredClone(error);
  assert(clone instanceof RangeError && clone.message === "m" && clone.cause.a === 1 && clone.stack === error.stack);
  assertEquals(clone.extra, undefined);
  assertEquals(Object.getOwnPropertyDescriptor(clone, "message").enumerable, false);
  class Special extends TypeError {}
  assert(Object.getPrototypeOf(structuredClone(new Special())) === TypeError.prototype);
  const named = new Error();
  named.name = "Nonsense";
  assert(Object.getPrototypeOf(structuredClone(named)) === Error.prototype);
  const exception = structuredClone(new DOMException("m", "AbortError"));
  assert(exception instanceof DOMException && exception.name === "AbortError" && exception.message === "m");
});

test("blobs and files", async () => {
  const file = structuredClone(new File(["abc"], "n", { type: "a/b", lastModified: 7 }));
  assert(file instanceof File);
  assertEquals([file.name, file.type, file.lastModified, await file.text()], ["n", "a/b", 7, "abc"]);
  assertEquals(await structuredClone(new Blob(["x"])).text(), "x");
});

test("what cannot be cloned", () => {
  for (const value of [
    () => {}, Symbol(), Object(Symbol()), new WeakMap(), new WeakSet(), new WeakRef({}), Promise.resolve(),
    new Response(), new Headers(), new URL("a:b"), new ReadableStream(), { deep: [() => {}] }, new Map([[1, Symbol()]]),
  ]) {
    assertThrows(() => structuredClone(value), "DataCloneError");
  }
});

test("transfer", () => {
  const buffer = new Uint8Array([1, 2, 3]).buffer;
  const value = { m: new Map([["view", new Uint8Array(buffer, 1)]]), s: new Set([buffer]), list: [buffer] };
  const clone = structuredClone(value, { transfer: [buffer] });
  assertEquals(buffer.byteLength, 0);
  assert(clone.s.has(clone.list[0]) && clone.m.get("view").buffer === clone.list[0]);
  assertEquals([...clone.m.get("view")], [2, 3]);
});

test("a transfer that fails leaves the buffer", () => {
  const buffer = new ArrayBuffer(3);
  assertThrows(() => structuredClone({ f() {} }, { transfer: [buffer] }), "DataCloneError");
  assertThrows(() => structuredClone(1, { transfer: [buffer, buffer] }), "DataCloneError");
  assertThrows(() => structuredClone(1, { transfer: [{}] }), "DataCloneError");
  assertEquals(buffer.byteLength, 3);
  structuredClone(1, { transfer: [buffer] });
  assertThrows(() => structuredClone(buffer), "DataCloneError");
  assertThrows(() => structuredClone(1, { transfer: [buffer] }), "DataCloneError");
});

test("getters run and their exceptions pass through", () => {
  assertEquals(structuredClone({ get a() { return 1; } }), { a: 1 });
  assertThrows(() => structuredClone({ get a() { throw new RangeError("x"); } }), RangeError);
  assertThrows(() => structuredClone(), TypeError);
});

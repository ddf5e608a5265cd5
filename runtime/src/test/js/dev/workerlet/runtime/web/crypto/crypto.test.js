import { test, assert, assertEquals, assertThrows } from "/harness.js";

test("getRandomValues fills every integer view and returns it", () => {
  for (const Type of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
    BigInt64Array, BigUint64Array]) {
    const array = new Type(32);
    assert(crypto.getRandomValues(array) === array);
    assert(array.some((value) => value != 0), Type.name);
  }
});

test("only the view is filled", () => {
  const buffer = new ArrayBuffer(64);
  crypto.getRandomValues(new Uint8Array(buffer, 16, 32));
  assert(new Uint8Array(buffer, 0, 16).every((byte) => byte === 0));
  assert(new Uint8Array(buffer, 48).every((byte) => byte === 0));
});

test("wrong arguments", () => {
  assertThrows(() => crypto.getRandomValues(new Float64Array(1)), "TypeMismatchError");
  assertThrows(() => crypto.getRandomValues(new DataView(new ArrayBuffer(1))), "TypeMismatchError");
  assertThrows(() => crypto.getRandomValues([]), TypeError);
  assertThrows(() => crypto.getRandomValues(), TypeError);
  const error = assertThrows(() => crypto.getRandomValues(new Uint8Array(65_537)), "QuotaExceededError");
  assertEquals([error.quota, error.requested], [null, null]);
  assertEquals(crypto.getRandomValues(new Uint8Array(65_536)).length, 65_536);
});

test("randomUUID", () => {
  const seen = new Set();
  for (let i = 0; i < 200; i++) {
    const uuid = crypto.randomUUID();
    assert(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uuid), uuid);
    seen.add(uuid);
  }
  assertEquals(seen.size, 200);
});

test("class shape", () => {
  assert(crypto instanceof Crypto);
  assertThrows(() => new Crypto(), TypeError);
  assertThrows(() => Crypto.prototype.randomUUID.call({}), TypeError);
  assertEquals(typeof Object.getOwnPropertyDescriptor(globalThis, "crypto").get, "function");
});

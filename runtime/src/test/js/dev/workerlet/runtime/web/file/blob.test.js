import { test, assert, assertEquals, assertThrows } from "/harness.js";

test("parts of every kind", async () => {
  const blob = new Blob(["a", new Uint8Array([0x62]), new Uint8Array([0x63]).buffer, new Blob(["é"]), 1]);
  assertEquals([blob.size, await blob.text()], [6, "abcé1"]);
});

test("a buffer part is a copy", async () => {
  const source = new Uint8Array([1]);
  const blob = new Blob([source]);
  source[0] = 2;
  const bytes = await blob.bytes();
  bytes[0] = 3;
  assertEquals([...(await blob.bytes())], [1]);
});

test("types", () => {
  assertEquals([new Blob([], { type: "A/B" }).type, new Blob([], { type: "\u00e9" }).type], ["a/b", ""]);
  assertThrows(() => new Blob("a"), TypeError);
  assertThrows(() => new Blob(1), TypeError);
  assertThrows(() => new Blob([], { endings: "x" }), TypeError);
});

test("line endings", async () => {
  assertEquals(await new Blob(["a\r\nb\rc\nd"], { endings: "native" }).text(), "a\nb\nc\nd");
  assertEquals(await new Blob(["a\r\nb"]).text(), "a\r\nb");
});

test("slice", async () => {
  const blob = new Blob(["0123456789"]);
  const slice = async (...range) => (await blob.slice(...range).text());
  assertEquals(await slice(2, 4), "23");
  assertEquals(await slice(-3), "789");
  assertEquals(await slice(-3, -1), "78");
  assertEquals(await slice(5, 2), "");
  assertEquals(await slice(0, 100), "0123456789");
  assertEquals(await slice(NaN, 2.9), "012");
  assertEquals([blob.slice(0, 1, "X/y").type, blob.slice().type], ["x/y", ""]);
});

test("stream and arrayBuffer", async () => {
  const blob = new Blob(["abc"]);
  assertEquals((await blob.arrayBuffer()).byteLength, 3);
  assertEquals(await new Response(blob.stream()).text(), "abc");
});

test("File", () => {
  const file = new File(["abc"], "n/\ud800", { type: "a/b", lastModified: 12.7 });
  assertEquals([file.name, file.size, file.type, file.lastModified], ["n/\ufffd", 3, "a/b", 12]);
  assert(file instanceof Blob);
  assert(Math.abs(new File([], "x").lastModified - Date.now()) < 10_000);
  assertThrows(() => new File([]), TypeError);
  assertEquals([File.length, Blob.length, Object.prototype.toString.call(file)], [2, 0, "[object File]"]);
});

import { test, assert, assertEquals, assertThrows } from "/harness.js";

const bytes = (...values) => new Uint8Array(values);

test("labels", () => {
  for (const [label, name] of [
    ["UTF8", "utf-8"], [" utf-8\n", "utf-8"], ["unicode", "utf-16le"], ["utf-16", "utf-16le"],
    ["utf-16be", "utf-16be"], ["latin1", "windows-1252"], ["ASCII", "windows-1252"],
    ["iso-8859-1", "windows-1252"],
  ]) {
    assertEquals(new TextDecoder(label).encoding, name);
  }
  for (const label of ["", "nonsense", "utf-8\0", "__proto__", "toString"]) {
    assertThrows(() => new TextDecoder(label), RangeError);
  }
});

test("malformed UTF-8 as the standard replaces it", () => {
  const decode = (...values) => new TextDecoder().decode(bytes(...values));
  assertEquals(decode(0xff), "\ufffd");
  assertEquals(decode(0xc0, 0x80), "\ufffd\ufffd");
  assertEquals(decode(0xe2, 0x82), "\ufffd");
  assertEquals(decode(0xe2, 0x82, 0x41), "\ufffdA");
  assertEquals(decode(0xf0, 0x9f, 0x98), "\ufffd");
  assertEquals(decode(0xed, 0xa0, 0x80), "\ufffd\ufffd\ufffd");
  assertEquals(decode(0xf4, 0x90, 0x80, 0x80), "\ufffd\ufffd\ufffd\ufffd");
  assertEquals(decode(0xe2, 0xe2, 0x82, 0xac), "\ufffd€");
});

test("fatal", () => {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  assertThrows(() => decoder.decode(bytes(0x61, 0xff)), TypeError);
  assertEquals(decoder.decode(bytes(0x61)), "a");
  assertThrows(() => decoder.decode(bytes(0xe2)), TypeError);
});

test("the byte order mark", () => {
  const input = bytes(0xef, 0xbb, 0xbf, 0x61);
  assertEquals(new TextDecoder().decode(input), "a");
  assertEquals(new TextDecoder("utf-8", { ignoreBOM: true }).decode(input), "\ufeffa");
  const decoder = new TextDecoder();
  assertEquals([decoder.decode(input), decoder.decode(input)], ["a", "a"]);
  assertEquals(new TextDecoder("utf-16le").decode(bytes(0xff, 0xfe, 0x61, 0)), "a");
  assertEquals(new TextDecoder("utf-16be").decode(bytes(0xfe, 0xff, 0, 0x61)), "a");
});

test("a stream in chunks of one byte", () => {
  for (const [label, input, text] of [
    ["utf-8", new TextEncoder().encode("\ufeffa€😀\ufeffb"), "a€😀\ufeffb"],
    ["utf-16le", bytes(0xff, 0xfe, 0x3d, 0xd8, 0x00, 0xde), "😀"],
  ]) {
    const decoder = new TextDecoder(label);
    let output = "";
    for (const byte of input) {
      output += decoder.decode(bytes(byte), { stream: true });
    }
    assertEquals(output + decoder.decode(), text);
  }
});

test("the end of a stream flushes, and the decoder starts anew", () => {
  const decoder = new TextDecoder();
  assertEquals(decoder.decode(bytes(0xe2, 0x82), { stream: true }), "");
  assertEquals(decoder.decode(), "\ufffd");
  assertEquals(decoder.decode(bytes(0x61)), "a");
  decoder.decode(bytes(0xe2), { stream: true });
  assertEquals(decoder.decode(bytes(0x82, 0xac)), "€");
});

test("UTF-16", () => {
  const decoder = new TextDecoder("utf-16le");
  assertEquals(decoder.decode(bytes(0x00, 0xd8, 0x61, 0x00)), "\ufffda");
  assertEquals(decoder.decode(bytes(0x61)), "\ufffd");
  assertEquals(decoder.decode(bytes(0x00, 0xdc)), "\ufffd");
  assertThrows(() => new TextDecoder("utf-16le", { fatal: true }).decode(bytes(0x00, 0xdc)), TypeError);
});

test("windows-1252", () => {
  const all = new Uint8Array(256).map((_, i) => i);
  const text = new TextDecoder("latin1").decode(all);
  assertEquals([text.length, text[0x80], text[0x81], text[0x9f], text[0xff]], [256, "€", "\x81", "Ÿ", "ÿ"]);
  const long = new Uint8Array(2560).map((_, i) => i);
  assertEquals(new TextDecoder("latin1", { fatal: true }).decode(long), text.repeat(10));
});

test("views, buffers and long input", () => {
  const buffer = new TextEncoder().encode("xabcx").buffer;
  assertEquals(new TextDecoder().decode(new DataView(buffer, 1, 3)), "abc");
  assertEquals(new TextDecoder().decode(new Uint8Array(buffer, 1, 3)), "abc");
  assertEquals(new TextDecoder().decode(buffer), "xabcx");
  const long = "aé€😀".repeat(3000);
  assertEquals(new TextDecoder().decode(new TextEncoder().encode(long)), long);
  assertEquals(new TextDecoder("utf-8", { fatal: true }).decode(new TextEncoder().encode(long)), long);
  assertThrows(() => new TextDecoder().decode("a"), TypeError);
});

import { test, assert, assertEquals, assertThrows } from "/harness.js";

const encoder = new TextEncoder();
const list = (string) => [...encoder.encode(string)];

test("code points of every length", () => {
  assertEquals(list("a\x7f"), [0x61, 0x7f]);
  assertEquals(list("\x80\u07ff"), [0xc2, 0x80, 0xdf, 0xbf]);
  assertEquals(list("\u0800\uffff"), [0xe0, 0xa0, 0x80, 0xef, 0xbf, 0xbf]);
  assertEquals(list("\u{10000}\u{10ffff}"), [0xf0, 0x90, 0x80, 0x80, 0xf4, 0x8f, 0xbf, 0xbf]);
  assertEquals(list(""), []);
  assertEquals([...encoder.encode()], []);
  assertEquals([...encoder.encode(undefined)], []);
});

test("lone surrogates become U+FFFD", () => {
  assertEquals(list("\ud800"), [0xef, 0xbf, 0xbd]);
  assertEquals(list("\udc00a"), [0xef, 0xbf, 0xbd, 0x61]);
  assertEquals(list("\ud800\ud800\udc00"), [0xef, 0xbf, 0xbd, 0xf0, 0x90, 0x80, 0x80]);
});

test("long strings", () => {
  for (const part of ["a", "é", "€", "😀", "a\ud800"]) {
    const text = part.repeat(5000);
    assertEquals(new TextDecoder().decode(encoder.encode(text)), text.toWellFormed());
  }
});

test("encodeInto writes whole code points", () => {
  const target = new Uint8Array(4);
  assertEquals(encoder.encodeInto("a€b", target), { read: 2, written: 4 });
  assertEquals([...target], [0x61, 0xe2, 0x82, 0xac]);
  assertEquals(encoder.encodeInto("😀", new Uint8Array(3)), { read: 0, written: 0 });
  assertEquals(encoder.encodeInto("😀", new Uint8Array(4)), { read: 2, written: 4 });
  assertThrows(() => encoder.encodeInto("a", new Uint16Array(1)), TypeError);
  assertThrows(() => encoder.encodeInto("a", []), TypeError);
});

test("the result spans its own buffer", () => {
  for (const text of ["", "abc", "é€😀"]) {
    const bytes = encoder.encode(text);
    assertEquals(bytes.byteLength, bytes.buffer.byteLength);
  }
  assertEquals(encoder.encoding, "utf-8");
});

test("receivers are checked", () => {
  assertThrows(() => TextEncoder.prototype.encode.call({}), TypeError);
  assertThrows(() => Object.getOwnPropertyDescriptor(TextEncoder.prototype, "encoding").get.call({}), TypeError);
});

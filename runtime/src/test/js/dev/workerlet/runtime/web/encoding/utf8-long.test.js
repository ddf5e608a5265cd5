import { test, assertEquals, assertThrows } from "/harness.js";

// Long input is decoded by the host, short input in JavaScript: both must agree.

const malformed = [
  [0xed, 0xa0, 0x80], [0xe2, 0x82], [0xc0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf0, 0x9f, 0x98], [0xff],
  [0xe2, 0xe2, 0x82, 0xac], [0xf0, 0x80, 0x80, 0x80], [0xe0, 0x9f, 0xbf], [0xf8, 0x88, 0x80, 0x80, 0x80], [0x80],
];
const padding = "padding of ASCII, é and € ".repeat(60);

test("malformed bytes are replaced alike in long and in short input", () => {
  const lead = new TextEncoder().encode(padding);
  for (const sequence of malformed) {
    for (const trail of [[], [0x41], [0xc3, 0xa9]]) {
      const short = new TextDecoder().decode(new Uint8Array([...sequence, ...trail]));
      const long = new Uint8Array([...lead, ...sequence, ...trail]);
      assertEquals(new TextDecoder().decode(long), padding + short, String(sequence));
      assertThrows(() => new TextDecoder("utf-8", { fatal: true }).decode(long), TypeError);
    }
  }
});

test("U+FFFD itself is no error", () => {
  const text = `${padding}\ufffd`;
  assertEquals(new TextDecoder("utf-8", { fatal: true }).decode(new TextEncoder().encode(text)), text);
});

test("long chunks of a stream, split anywhere", () => {
  const text = `\ufeff${"aé€😀".repeat(150)}`;
  const input = new TextEncoder().encode(text.repeat(2));
  const expected = text.slice(1) + text;
  for (let split = 600; split < 612; split++) {
    for (const fatal of [false, true]) {
      const decoder = new TextDecoder("utf-8", { fatal });
      const head = decoder.decode(input.subarray(0, split), { stream: true });
      assertEquals(head + decoder.decode(input.subarray(split)), expected);
    }
  }
});

test("long chunks with malformed ends", () => {
  const lead = new TextEncoder().encode(padding);
  for (const sequence of malformed) {
    const whole = new Uint8Array([...lead, ...sequence, ...sequence, ...lead]);
    const expected = new TextDecoder().decode(whole);
    for (let split = lead.length - 1; split < lead.length + 2 * sequence.length + 1; split++) {
      const decoder = new TextDecoder();
      const text = decoder.decode(whole.subarray(0, split), { stream: true });
      assertEquals(text + decoder.decode(whole.subarray(split)), expected, `${sequence} at ${split}`);
    }
  }
});

test("text that is encoded in several pieces", () => {
  const piece = 1 << 20;
  const ascii = "abcdefgh".repeat(piece / 8);
  const texts = [
    ascii + ascii, `${ascii}é`, `${ascii.slice(1)}😀${ascii}`, `${"é€😀".repeat(piece / 2)}${ascii}`,
    `${ascii}${ascii}${"€".repeat(piece)}`, `${ascii.slice(1)}\ud83d${ascii}`, `${ascii}\ude00`,
  ];
  for (const text of texts) {
    const bytes = new TextEncoder().encode(text);
    assertEquals(bytes.byteLength, bytes.buffer.byteLength);
    assertEquals(new TextDecoder().decode(bytes) === text.toWellFormed(), true);
  }
});

test("a resizable and a shared buffer", () => {
  const buffer = new ArrayBuffer(2000, { maxByteLength: 4000 });
  new Uint8Array(buffer).fill(0x61);
  assertEquals(new TextDecoder().decode(buffer), "a".repeat(2000));
  const shared = new SharedArrayBuffer(2000);
  new Uint8Array(shared).fill(0x62);
  assertEquals(new TextDecoder("sjis").decode(shared), "b".repeat(2000));
});

import { test, assert, assertEquals, assertThrows } from "/harness.js";

const bytes = (...values) => new Uint8Array(values);
const decode = (label, ...values) => new TextDecoder(label).decode(bytes(...values));

/** A sample of each encoding: label, its name, bytes, their text. */
const samples = [
  ["cp866", "ibm866", [0x8f, 0xe0, 0xff], "Пр\xa0"],
  ["latin2", "iso-8859-2", [0xa3, 0xb1], "Łą"],
  ["latin3", "iso-8859-3", [0xa1, 0xa5], "Ħ\ufffd"],
  ["latin4", "iso-8859-4", [0xa2, 0xff], "ĸ˙"],
  ["cyrillic", "iso-8859-5", [0xbf, 0xf0], "П№"],
  ["arabic", "iso-8859-6", [0xc7, 0xa1], "ا\ufffd"],
  ["greek", "iso-8859-7", [0xe1, 0xa4], "α€"],
  ["visual", "iso-8859-8", [0xe0, 0xbf], "א\ufffd"],
  ["logical", "iso-8859-8-i", [0xe0, 0xfa], "את"],
  ["latin6", "iso-8859-10", [0xa1, 0xff], "Ąĸ"],
  ["iso885913", "iso-8859-13", [0xa1, 0xff], "”’"],
  ["iso885914", "iso-8859-14", [0xa1, 0xd0], "ḂŴ"],
  ["l9", "iso-8859-15", [0xa4, 0xbc], "€Œ"],
  ["iso-8859-16", "iso-8859-16", [0xa4, 0xaa], "€Ș"],
  ["koi", "koi8-r", [0xf0, 0x80], "П─"],
  ["koi8-ru", "koi8-u", [0xae, 0xbe, 0xa4], "ўЎє"],
  ["mac", "macintosh", [0x80, 0xdb], "Ä€"],
  ["tis-620", "windows-874", [0xa1, 0x81, 0xdb], "ก\x81\ufffd"],
  ["cp1250", "windows-1250", [0x8a, 0x81], "Š\x81"],
  ["cp1251", "windows-1251", [0xcf, 0x98], "П\x98"],
  ["cp1253", "windows-1253", [0xe1, 0xaa, 0x8e], "α\ufffd\x8e"],
  ["latin5", "windows-1254", [0xd0, 0x8e], "Ğ\x8e"],
  ["cp1255", "windows-1255", [0xe0, 0xca, 0xd9], "א\u05ba\ufffd"],
  ["cp1256", "windows-1256", [0xc7, 0x81], "اپ"],
  ["cp1257", "windows-1257", [0xe0, 0xa1, 0x8f], "ą\ufffd¸"],
  ["cp1258", "windows-1258", [0xcc, 0xfe], "\u0300₫"],
  ["x-mac-ukrainian", "x-mac-cyrillic", [0x8f, 0xff], "П€"],
  ["chinese", "gbk", [0xc4, 0xe3, 0x80, 0xa3, 0xa0], "你€\u3000"],
  ["gb18030", "gb18030", [0xa2, 0xe3, 0x90, 0x30, 0x81, 0x30], "€\u{10000}"],
  ["big5-hkscs", "big5", [0xa7, 0x41, 0x87, 0x45, 0x88, 0x62], "你\u{27267}\u00ca\u0304"],
  ["x-euc-jp", "euc-jp", [0xa4, 0xa2, 0x8e, 0xb1, 0x8f, 0xb0, 0xa1], "あｱ丂"],
  ["csiso2022jp", "iso-2022-jp", [0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28, 0x42, 0x61], "あa"],
  ["sjis", "shift_jis", [0x82, 0xa0, 0xb1, 0x80, 0xf0, 0x40], "あｱ\x80\ue000"],
  ["korean", "euc-kr", [0xb0, 0xa1, 0x81, 0x41], "가갂"],
  ["x-user-defined", "x-user-defined", [0x41, 0x80, 0xff], "A\uf780\uf7ff"],
];

test("a sample of each encoding", () => {
  for (const [label, name, values, text] of samples) {
    assertEquals(new TextDecoder(label).encoding, name);
    assertEquals(decode(label, 0x61, ...values), `a${text}`, label);
    assertEquals(decode(name.toUpperCase(), ...values), text, name);
  }
});

test("labels that are none", () => {
  for (const label of ["", " ", "866 cp866", "\u212aoi8-r", "sjis\u00a0", "sjis\0", "iso-8859-12", "windows-31"]) {
    assertThrows(() => new TextDecoder(label), RangeError);
  }
  for (const label of ["replacement", "iso-2022-kr", "hz-gb-2312"]) {
    assertThrows(() => new TextDecoder(label), RangeError);
  }
  assertEquals(new TextDecoder("\t SJIS\r\n").encoding, "shift_jis");
});

test("an error leaves an ASCII byte to be read again", () => {
  for (const [label, lead] of [["gbk", 0x81], ["big5", 0x81], ["euc-jp", 0xa1], ["shift_jis", 0x81], ["euc-kr", 0x81]]) {
    assertEquals(decode(label, lead, 0x20, 0x41), "\ufffd A", label);
    assertEquals(decode(label, lead), "\ufffd", label);
    assertEquals(decode(label, 0xff, 0x41), "\ufffdA", label);
    assertThrows(() => new TextDecoder(label, { fatal: true }).decode(bytes(lead, 0x20)), TypeError);
    assertThrows(() => new TextDecoder(label, { fatal: true }).decode(bytes(lead)), TypeError);
  }
  assertEquals(decode("euc-jp", 0x8f, 0xa1, 0x41), "\ufffdA");
  assertEquals(decode("euc-jp", 0x8f, 0xa2, 0xa1), "\ufffd");
});

test("gb18030 reads all but the first byte of a broken sequence again", () => {
  assertEquals(decode("gb18030", 0x81, 0x30, 0x81, 0x41), "\ufffd0\u4e04");
  assertEquals(decode("gb18030", 0x81, 0x30, 0x41), "\ufffd0A");
  assertEquals(decode("gb18030", 0x81, 0x30, 0x81), "\ufffd");
  assertEquals(decode("gb18030", 0x81, 0x35, 0xf4, 0x37), "\ue7c7");
  assertEquals(decode("gb18030", 0xe3, 0x32, 0x9a, 0x35), "\u{10ffff}");
  assertEquals(decode("gb18030", 0xe3, 0x32, 0x9a, 0x36), "\ufffd");
  assertEquals(decode("gb18030", 0xa6, 0xd9, 0xfe, 0x59), "\ufe10\u9fb4");
});

test("ISO-2022-JP's escape sequences", () => {
  const of = (text) => decode("iso-2022-jp", ...[...text].map((letter) => letter.charCodeAt(0)));
  assertEquals(of("\x1b(J\\~a"), "¥‾a");
  assertEquals(of("\x1b(I!_"), "｡ﾟ");
  assertEquals(of("\x1b$@$\"\x1b(B$\""), "あ$\"");
  assertEquals(of("\x1b(B\x1b(Ba"), "\ufffda");
  assertEquals(of("\x1b$B$\x1b(Ba"), "\ufffda");
  assertEquals(of("\x1b$B$"), "\ufffd");
  assertEquals(of("\x1b"), "\ufffd");
  assertEquals(of("\x1b("), "\ufffd(");
  assertEquals(of("\x1b$x"), "\ufffd$x");
  assertEquals(of("a\x0e\x80\0b"), "a\ufffd\ufffd\0b");
  assertEquals(of("\x1b(I\0"), "\ufffd");
});

test("a byte order mark has no meaning", () => {
  assertEquals(decode("gb18030", 0x84, 0x31, 0x95, 0x33), "\ufeff");
});

/** Numbers that are the same in every run. */
function* random(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state >>> 16;
  }
}

test("any split decodes to the same text", () => {
  const numbers = random(7);
  // bytes that begin, continue and break sequences
  const hard = [0x1b, 0x24, 0x28, 0x42, 0x30, 0x39, 0x81, 0x8e, 0x8f, 0xa1, 0xfe, 0xff, 0x41, 0x7e, 0xe0, 0x22];
  for (const [label] of [...samples, ["utf-8"], ["utf-16le"], ["utf-16be"], ["latin1"]]) {
    for (let round = 0; round < 30; round++) {
      const input = new Uint8Array(40).map(() => {
        const number = numbers.next().value;
        return number & 0x100 ? hard[number & 0xf] : number & 0xff;
      });
      const whole = new TextDecoder(label).decode(input);
      const decoder = new TextDecoder(label);
      let text = "";
      for (let start = 0; start < input.length; ) {
        const end = start + (numbers.next().value % 5);
        text += decoder.decode(input.subarray(start, end), { stream: true });
        start = end;
      }
      text += decoder.decode();
      assertEquals(text, whole, `${label} ${input}`);
      let isBroken = false;
      try {
        new TextDecoder(label, { fatal: true }).decode(input);
      } catch (error) {
        isBroken = error instanceof TypeError;
      }
      assertEquals(isBroken, whole.includes("\ufffd"), `${label} fatal ${input}`);
    }
  }
});

test("input longer than what the host takes at once", () => {
  const pair = [0x82, 0xa0];
  const input = new Uint8Array(600_001);
  for (let i = 1; i < input.length; i++) {
    input[i] = pair[(i + 1) & 1];
  }
  input[0] = 0x41;
  const text = new TextDecoder("shift_jis").decode(input);
  assertEquals(text.length, 300_001);
  assert(text === `A${"あ".repeat(300_000)}`);
});

test("a decoder begins anew after an error and after the end", () => {
  const decoder = new TextDecoder("iso-2022-jp", { fatal: true });
  assertEquals(decoder.decode(bytes(0x1b, 0x24, 0x42), { stream: true }), "");
  assertThrows(() => decoder.decode(bytes(0xff), { stream: true }), TypeError);
  assertEquals(decoder.decode(bytes(0x41)), "A");
  decoder.decode(bytes(0x1b, 0x24, 0x42), { stream: true });
  assertEquals(decoder.decode(bytes(0x24, 0x22)), "あ");
  assertEquals(decoder.decode(bytes(0x24, 0x22)), '$"');
});

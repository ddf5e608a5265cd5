"use strict";

const { StringFromCharCode, TypedArrayPrototypeGetLength } = primordials;
const operations = require("context/operations");
const { asciiString } = require("web/encoding/utf8");

// https://encoding.spec.whatwg.org/index-windows-1252.txt: bytes 0x80 to 0x9f; all others are
// the code point of the same number.
const upperControls = [
  0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
  0x0152, 0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
];

/** Longer input is decoded by the host. */
const HOST_DECODE_LENGTH = 1024;

/** Every byte has a meaning, so there is neither an error nor a state. */
class Windows1252Decoder {
  reset() {}

  decode(bytes) {
    const length = TypedArrayPrototypeGetLength(bytes);
    if (length > HOST_DECODE_LENGTH) {
      return operations.decodeLegacy("windows-1252", bytes, 0, length, false, true, 0);
    }
    let output = "";
    let start = 0;
    for (let i = 0; i < length; i++) {
      const byte = bytes[i];
      if (byte >= 0x80 && byte <= 0x9f) {
        output += asciiString(bytes, start, i) + StringFromCharCode(upperControls[byte - 0x80]);
        start = i + 1;
      }
    }
    return output + asciiString(bytes, start, length);
  }
}

module.exports = { Windows1252Decoder };

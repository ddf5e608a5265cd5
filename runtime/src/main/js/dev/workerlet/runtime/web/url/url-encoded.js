"use strict";

const {
  ArrayPrototypePush,
  RegExpPrototypeExec,
  StringFromCharCode,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  TypedArrayPrototypeGetLength,
} = primordials;
const { utf8DecodeKeepingBom, utf8Encode } = require("web/encoding/utf8");
const { subarrayOf } = require("web/infra/bytes");

const needsEncoding = /[^*\-.0-9A-Z_a-z]/;
const needsDecoding = /[%+]/;

const hexDigits = "0123456789ABCDEF";

/** The value of a hexadecimal digit's character code, -1 if it is none. */
function hexValue(code) {
  if (code >= 0x30 && code <= 0x39) {
    return code - 0x30;
  }
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** A name or value of a query: "+" stands for a space. */
function decodeComponent(text) {
  return RegExpPrototypeExec(needsDecoding, text) === null ? text : percentDecode(text, true);
}

/** The text of the bytes that are written in `text`. https://url.spec.whatwg.org/#string-percent-decode */
function percentDecode(text, plusAsSpace = false) {
  const bytes = utf8Encode(text);
  const length = TypedArrayPrototypeGetLength(bytes);
  let written = 0;
  for (let i = 0; i < length; i++) {
    let byte = bytes[i];
    if (byte === 0x2b && plusAsSpace) {
      byte = 0x20;
    } else if (byte === 0x25 && i + 2 < length) {
      const high = hexValue(bytes[i + 1]);
      const low = hexValue(bytes[i + 2]);
      if (high !== -1 && low !== -1) {
        byte = (high << 4) | low;
        i += 2;
      }
    }
    bytes[written++] = byte;
  }
  return utf8DecodeKeepingBom(subarrayOf(bytes, 0, written));
}

/**
 * The pairs of a query as one flat array [name, value, …].
 * https://url.spec.whatwg.org/#concept-urlencoded-string-parser
 */
function parseUrlEncoded(input) {
  const pairs = [];
  let start = 0;
  while (start < input.length) {
    let end = StringPrototypeIndexOf(input, "&", start);
    if (end === -1) {
      end = input.length;
    }
    if (end > start) {
      const part = StringPrototypeSlice(input, start, end);
      const equals = StringPrototypeIndexOf(part, "=");
      if (equals === -1) {
        ArrayPrototypePush(pairs, decodeComponent(part), "");
      } else {
        ArrayPrototypePush(
          pairs,
          decodeComponent(StringPrototypeSlice(part, 0, equals)),
          decodeComponent(StringPrototypeSlice(part, equals + 1)),
        );
      }
    }
    start = end + 1;
  }
  return pairs;
}

// https://url.spec.whatwg.org/#string-percent-encode-after-encoding with the
// application/x-www-form-urlencoded percent-encode set and spaceAsPlus
function encodeComponent(text) {
  if (RegExpPrototypeExec(needsEncoding, text) === null) {
    return text;
  }
  const bytes = utf8Encode(text);
  const length = TypedArrayPrototypeGetLength(bytes);
  let output = "";
  for (let i = 0; i < length; i++) {
    const byte = bytes[i];
    if (byte === 0x20) {
      output += "+";
    } else if (isUnescaped(byte)) {
      output += StringFromCharCode(byte);
    } else {
      output += `%${hexDigits[byte >> 4]}${hexDigits[byte & 15]}`;
    }
  }
  return output;
}

function isUnescaped(byte) {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    byte === 0x2a ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x5f
  );
}

// https://url.spec.whatwg.org/#concept-urlencoded-serializer
function serializeUrlEncoded(pairs) {
  let output = "";
  for (let i = 0; i < pairs.length; i += 2) {
    const separator = i === 0 ? "" : "&";
    output += `${separator}${encodeComponent(pairs[i])}=${encodeComponent(pairs[i + 1])}`;
  }
  return output;
}

module.exports = { parseUrlEncoded, percentDecode, serializeUrlEncoded };

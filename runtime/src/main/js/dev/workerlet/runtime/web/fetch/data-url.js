"use strict";

const {
  RegExpPrototypeExec,
  StringPrototypeCharCodeAt,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  TypedArrayPrototypeGetByteLength,
  Uint8Array,
  Uint8ArrayFromBase64,
} = primordials;
const { asciiString } = require("web/encoding/utf8");
const { parseMimeType, serializeMimeType } = require("web/fetch/mime-type");
const { sliceOf } = require("web/infra/bytes");

const base64Mark = /; *base64$/i;
const DEFAULT_TYPE = "text/plain;charset=US-ASCII";
const PERCENT = 0x25;

function hexValue(code) {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : -1;
}

/** The bytes of a part of a serialised URL, which is ASCII. https://url.spec.whatwg.org/#string-percent-decode */
function percentDecode(text) {
  const { length } = text;
  const bytes = new Uint8Array(length);
  let count = 0;
  for (let i = 0; i < length; i++) {
    const code = StringPrototypeCharCodeAt(text, i);
    if (code === PERCENT && i + 2 < length) {
      const high = hexValue(StringPrototypeCharCodeAt(text, i + 1));
      const low = hexValue(StringPrototypeCharCodeAt(text, i + 2));
      if (high >= 0 && low >= 0) {
        bytes[count++] = high * 16 + low;
        i += 2;
        continue;
      }
    }
    bytes[count++] = code;
  }
  return count === length ? bytes : sliceOf(bytes, 0, count);
}

function trimSpaces(text) {
  let start = 0;
  let end = text.length;
  while (start < end && isAsciiWhitespace(StringPrototypeCharCodeAt(text, start))) start++;
  while (end > start && isAsciiWhitespace(StringPrototypeCharCodeAt(text, end - 1))) end--;
  return StringPrototypeSlice(text, start, end);
}

function isAsciiWhitespace(code) {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0c || code === 0x0d;
}

/**
 * The content of a serialised data: URL without its fragment: {type, bytes}, null on failure.
 * https://fetch.spec.whatwg.org/#data-url-processor
 */
function dataUrlContent(url) {
  const comma = StringPrototypeIndexOf(url, ",");
  if (comma < 0) return null;
  let type = trimSpaces(StringPrototypeSlice(url, "data:".length, comma));
  let bytes = percentDecode(StringPrototypeSlice(url, comma + 1));
  const mark = RegExpPrototypeExec(base64Mark, type);
  if (mark !== null) {
    type = StringPrototypeSlice(type, 0, mark.index);
    bytes = base64Decode(bytes);
    if (bytes === null) return null;
  }
  if (StringPrototypeStartsWith(type, ";")) type = `text/plain${type}`;
  const record = parseMimeType(type);
  return { __proto__: null, type: record === null ? DEFAULT_TYPE : serializeMimeType(record), bytes };
}

function base64Decode(bytes) {
  const text = asciiString(bytes, 0, TypedArrayPrototypeGetByteLength(bytes));
  try {
    // V8's "loose" decoding is the forgiving-base64 decode of the standard.
    return Uint8ArrayFromBase64(text);
  } catch {
    return null;
  }
}

module.exports = { dataUrlContent };

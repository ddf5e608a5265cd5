"use strict";

const {
  RegExpPrototypeExec,
  StringPrototypeCharCodeAt,
  TypedArrayPrototypeGetLength,
  Uint8Array,
  Uint8ArrayFromBase64,
  Uint8ArrayPrototypeToBase64,
} = primordials;
const { DOMException } = require("web/dom/dom-exception");
const { asciiString } = require("web/encoding/utf8");
const { requiredArguments } = require("web/webidl/interfaces");
const { toDOMString } = require("web/webidl/strings");

const beyondLatin1 = /[^\x00-\xff]/;

// V8 encodes and decodes with vector instructions; what is left here is the way between a string of
// bytes and an array of them. Its "loose" decoding is the forgiving-base64 decode of the standard.
// https://infra.spec.whatwg.org/#forgiving-base64

// Methods of an object literal are no constructors, as operations must not be.
module.exports = {
  atob(data) {
    const prefix = "Failed to execute 'atob'";
    requiredArguments(arguments.length, 1, prefix);
    const text = toDOMString(data);
    let bytes;
    try {
      bytes = Uint8ArrayFromBase64(text);
    } catch {
      throw new DOMException(`${prefix}: The string to be decoded is not correctly encoded.`, "InvalidCharacterError");
    }
    return asciiString(bytes, 0, TypedArrayPrototypeGetLength(bytes));
  },

  btoa(data) {
    const prefix = "Failed to execute 'btoa'";
    requiredArguments(arguments.length, 1, prefix);
    const text = toDOMString(data);
    if (RegExpPrototypeExec(beyondLatin1, text) !== null) {
      throw new DOMException(
        `${prefix}: The string to be encoded contains characters outside of the Latin1 range.`,
        "InvalidCharacterError",
      );
    }
    const { length } = text;
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i++) {
      bytes[i] = StringPrototypeCharCodeAt(text, i);
    }
    return Uint8ArrayPrototypeToBase64(bytes);
  },
};

"use strict";

const { TypeError, TypedArrayPrototypeGetSymbolToStringTag } = primordials;
const { utf8Encode, utf8EncodeInto } = require("web/encoding/utf8");
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { toUSVString, toDOMString } = require("web/webidl/strings");

// https://encoding.spec.whatwg.org/#interface-textencoder
class TextEncoder {
  #brand;

  get encoding() {
    this.#brand;
    return "utf-8";
  }

  encode(input = "") {
    this.#brand;
    // lone surrogates become U+FFFD in the encoder itself
    return utf8Encode(toDOMString(input));
  }

  encodeInto(source, destination) {
    const prefix = "Failed to execute 'encodeInto' on 'TextEncoder'";
    this.#brand;
    requiredArguments(arguments.length, 2, prefix);
    const string = toUSVString(source);
    if (TypedArrayPrototypeGetSymbolToStringTag(destination) !== "Uint8Array") {
      throw new TypeError(`${prefix}: parameter 2 is not of type 'Uint8Array'.`);
    }
    return utf8EncodeInto(string, destination);
  }
}
defineInterface(TextEncoder);

module.exports = { TextEncoder };

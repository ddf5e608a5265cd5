"use strict";

const { StringPrototypeCharCodeAt, StringPrototypeSlice } = primordials;
const { utf8Encode } = require("web/encoding/utf8");
const { createTransform } = require("web/streams/transform");
const { defineInterface } = require("web/webidl/interfaces");
const { toDOMString } = require("web/webidl/strings");

// https://encoding.spec.whatwg.org/#interface-textencoderstream
class TextEncoderStream {
  #transform;

  constructor() {
    /** A surrogate that the next chunk may make a pair of. */
    let lead = "";
    this.#transform = createTransform({
      __proto__: null,
      transform(chunk, controller) {
        let text = lead + toDOMString(chunk);
        lead = leadAtEnd(text);
        if (lead !== "") {
          text = StringPrototypeSlice(text, 0, -1);
        }
        if (text !== "") {
          controller.enqueue(utf8Encode(text));
        }
      },
      flush(controller) {
        if (lead !== "") {
          controller.enqueue(utf8Encode(lead));
        }
      },
    });
  }

  get encoding() {
    this.#transform;
    return "utf-8";
  }

  get readable() {
    return this.#transform.readable;
  }

  get writable() {
    return this.#transform.writable;
  }
}
defineInterface(TextEncoderStream);

/** The surrogate that the text ends with if it is the first of a pair, else "". */
function leadAtEnd(text) {
  const code = text === "" ? 0 : StringPrototypeCharCodeAt(text, text.length - 1);
  return code >= 0xd800 && code <= 0xdbff ? text[text.length - 1] : "";
}

module.exports = { TextEncoderStream };

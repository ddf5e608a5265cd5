"use strict";

const { ObjectGetOwnPropertyDescriptor, uncurryThis } = primordials;
const { TextDecoder } = require("web/encoding/text-decoder");
const { createTransform } = require("web/streams/transform");
const { defineInterface } = require("web/webidl/interfaces");
const { toBufferSource } = require("web/webidl/objects");

const decode = uncurryThis(TextDecoder.prototype.decode);
const getter = (name) => uncurryThis(ObjectGetOwnPropertyDescriptor(TextDecoder.prototype, name).get);
const getEncoding = getter("encoding");
const getFatal = getter("fatal");
const getIgnoreBOM = getter("ignoreBOM");

const chunkPrefix = "Failed to write to 'TextDecoderStream'";
const andGoOn = { __proto__: null, stream: true };

function enqueueText(controller, text) {
  if (text !== "") {
    controller.enqueue(text);
  }
}

// https://encoding.spec.whatwg.org/#interface-textdecoderstream
class TextDecoderStream {
  #decoder;
  #transform;

  constructor(label = "utf-8", options = undefined) {
    const decoder = new TextDecoder(label, options);
    this.#decoder = decoder;
    this.#transform = createTransform({
      __proto__: null,
      transform(chunk, controller) {
        enqueueText(controller, decode(decoder, toBufferSource(chunk, chunkPrefix, "chunk", true), andGoOn));
      },
      flush(controller) {
        enqueueText(controller, decode(decoder));
      },
    });
  }

  get encoding() {
    return getEncoding(this.#decoder);
  }

  get fatal() {
    return getFatal(this.#decoder);
  }

  get ignoreBOM() {
    return getIgnoreBOM(this.#decoder);
  }

  get readable() {
    return this.#transform.readable;
  }

  get writable() {
    return this.#transform.writable;
  }
}
defineInterface(TextDecoderStream);

module.exports = { TextDecoderStream };

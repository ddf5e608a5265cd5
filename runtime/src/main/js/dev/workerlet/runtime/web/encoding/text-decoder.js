"use strict";

const {
  RangeError,
  StringPrototypeCharCodeAt,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  TypeError,
  TypedArrayPrototypeGetBuffer,
  Uint8Array,
} = primordials;
const { encodingFromLabel } = require("web/encoding/labels");
const { Utf8Decoder, utf8DecodeKeepingBom } = require("web/encoding/utf8");
const { Utf16Decoder } = require("web/encoding/utf16");
const { Windows1252Decoder } = require("web/encoding/windows-1252");
const { copyOfBytes } = require("web/infra/bytes");
const { defineInterface } = require("web/webidl/interfaces");
const { bytesViewOf, isArrayBuffer, toBufferSource, toDictionary } = require("web/webidl/objects");
const { toDOMString } = require("web/webidl/strings");

const legacy = require.lazy("web/encoding/legacy-decoder");

function createDecoder(encoding, fatal) {
  switch (encoding) {
    case "utf-8":
      return new Utf8Decoder(fatal);
    case "utf-16le":
      return new Utf16Decoder(fatal, false);
    case "utf-16be":
      return new Utf16Decoder(fatal, true);
    case "windows-1252":
      return new Windows1252Decoder();
    default:
      return new (legacy().LegacyDecoder)(encoding, fatal);
  }
}

const constructPrefix = "Failed to construct 'TextDecoder'";
const decodePrefix = "Failed to execute 'decode' on 'TextDecoder'";
const noBytes = new Uint8Array(0);

/** The bytes of the input; another thread may be writing to shared memory, so that is copied. */
function bytesOf(input) {
  const bytes = bytesViewOf(toBufferSource(input, decodePrefix, "parameter 1", true));
  return isArrayBuffer(TypedArrayPrototypeGetBuffer(bytes)) ? bytes : copyOfBytes(bytes);
}

// https://encoding.spec.whatwg.org/#interface-textdecoder
class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  /** Whether a byte order mark has a meaning. */
  #isUnicode;
  /** Made when bytes first need it: one call over a whole input in UTF-8 has no use for it. */
  #decoder = null;
  #doNotFlush = false;
  #bomSeen = false;

  constructor(label = "utf-8", options = undefined) {
    const name = toDOMString(label);
    const dictionary = toDictionary(options, constructPrefix, "TextDecoderOptions");
    this.#fatal = dictionary !== undefined && !!dictionary.fatal;
    this.#ignoreBOM = dictionary !== undefined && !!dictionary.ignoreBOM;
    this.#encoding = encodingFromLabel(name);
    if (this.#encoding === undefined || this.#encoding === "replacement") {
      throw new RangeError(`${constructPrefix}: The encoding label provided ('${name}') is invalid.`);
    }
    this.#isUnicode = StringPrototypeStartsWith(this.#encoding, "utf-");
  }

  get encoding() {
    return this.#encoding;
  }

  get fatal() {
    return this.#fatal;
  }

  get ignoreBOM() {
    return this.#ignoreBOM;
  }

  decode(input = undefined, options = undefined) {
    const isUtf8 = this.#encoding === "utf-8";
    const bytes = input === undefined ? noBytes : bytesOf(input);
    const dictionary = toDictionary(options, decodePrefix, "TextDecodeOptions");
    const stream = dictionary !== undefined && !!dictionary.stream;
    if (!this.#doNotFlush) {
      this.#decoder?.reset();
      this.#bomSeen = false;
      if (isUtf8 && !this.#fatal && !stream) {
        return this.#withoutBom(utf8DecodeKeepingBom(bytes));
      }
    }
    this.#doNotFlush = stream;
    this.#decoder ??= createDecoder(this.#encoding, this.#fatal);
    const text = this.#decoder.decode(bytes, !stream);
    if (text === null) {
      this.#doNotFlush = false;
      throw new TypeError(`${decodePrefix}: The encoded data was not valid.`);
    }
    return this.#withoutBom(text);
  }

  // https://encoding.spec.whatwg.org/#concept-td-serialize
  #withoutBom(text) {
    if (this.#ignoreBOM || this.#bomSeen || text === "" || !this.#isUnicode) {
      return text;
    }
    this.#bomSeen = true;
    return StringPrototypeCharCodeAt(text, 0) === 0xfeff ? StringPrototypeSlice(text, 1) : text;
  }
}
defineInterface(TextDecoder);

module.exports = { TextDecoder };

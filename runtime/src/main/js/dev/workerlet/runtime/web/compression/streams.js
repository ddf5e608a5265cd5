"use strict";

const { createTransform } = require("web/streams/transform");
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { toEnumeration } = require("web/webidl/strings");

const coder = require.lazy("web/compression/coder");

// https://compression.spec.whatwg.org/#compressionformat
const formats = ["brotli", "deflate", "deflate-raw", "gzip"];

function toFormat(given, format, name) {
  const prefix = `Failed to construct '${name}'`;
  requiredArguments(given, 1, prefix);
  return toEnumeration(format, formats, prefix, "parameter 1", "CompressionFormat");
}

// https://compression.spec.whatwg.org/#compression-stream
class CompressionStream {
  #transform;

  constructor(format) {
    const name = toFormat(arguments.length, format, "CompressionStream");
    this.#transform = createTransform(coder().createCoder(name, coder().COMPRESS));
  }

  get readable() {
    return this.#transform.readable;
  }

  get writable() {
    return this.#transform.writable;
  }
}
defineInterface(CompressionStream);

// https://compression.spec.whatwg.org/#decompression-stream
class DecompressionStream {
  #transform;

  constructor(format) {
    const name = toFormat(arguments.length, format, "DecompressionStream");
    this.#transform = createTransform(coder().createCoder(name, coder().DECOMPRESS));
  }

  get readable() {
    return this.#transform.readable;
  }

  get writable() {
    return this.#transform.writable;
  }
}
defineInterface(DecompressionStream);

module.exports = { CompressionStream, DecompressionStream };

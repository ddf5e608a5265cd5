"use strict";

const { PromiseReject, TypeError } = primordials;
const { insideOf, isReadableStream } = require("web/streams/interfaces/readable-stream");
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");

const readers = require.lazy("web/streams/readers");

const internal = { __proto__: null };

// https://streams.spec.whatwg.org/#default-reader-class
class ReadableStreamDefaultReader {
  #inside;

  constructor(stream) {
    if (stream === internal) {
      this.#inside = arguments[1];
      return;
    }
    const prefix = "Failed to construct 'ReadableStreamDefaultReader'";
    requiredArguments(arguments.length, 1, prefix);
    if (!isReadableStream(stream)) {
      throw new TypeError(`${prefix}: parameter 1 is not of type 'ReadableStream'.`);
    }
    this.#inside = readers().acquireDefaultReader(insideOf(stream));
  }

  get closed() {
    try {
      return this.#inside.closed.promise;
    } catch (error) {
      return PromiseReject(error);
    }
  }

  cancel(reason = undefined) {
    try {
      return this.#inside.cancel(reason);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  read() {
    try {
      return this.#inside.readToPromise();
    } catch (error) {
      return PromiseReject(error);
    }
  }

  releaseLock() {
    this.#inside.release();
  }
}
defineInterface(ReadableStreamDefaultReader);

/** The ReadableStreamDefaultReader of an inside. */
function createDefaultReader(inside) {
  return new ReadableStreamDefaultReader(internal, inside);
}

module.exports = { ReadableStreamDefaultReader, createDefaultReader };

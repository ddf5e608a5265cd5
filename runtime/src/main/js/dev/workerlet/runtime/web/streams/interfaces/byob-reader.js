"use strict";

const { PromiseReject, TypeError } = primordials;
const { insideOf, isReadableStream } = require("web/streams/interfaces/readable-stream");
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");

const readers = require.lazy("web/streams/readers");
const byobRead = require.lazy("web/streams/byob-read");

const internal = { __proto__: null };

// https://streams.spec.whatwg.org/#byob-reader-class
class ReadableStreamBYOBReader {
  #inside;

  constructor(stream) {
    if (stream === internal) {
      this.#inside = arguments[1];
      return;
    }
    const prefix = "Failed to construct 'ReadableStreamBYOBReader'";
    requiredArguments(arguments.length, 1, prefix);
    if (!isReadableStream(stream)) {
      throw new TypeError(`${prefix}: parameter 1 is not of type 'ReadableStream'.`);
    }
    this.#inside = readers().acquireByobReader(insideOf(stream));
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

  read(view, options = undefined) {
    try {
      const inside = this.#inside;
      requiredArguments(arguments.length, 1, "Failed to execute 'read' on 'ReadableStreamBYOBReader'");
      return byobRead().read(inside, view, options);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  releaseLock() {
    this.#inside.release();
  }
}
defineInterface(ReadableStreamBYOBReader);

/** The ReadableStreamBYOBReader of an inside. */
function createByobReader(inside) {
  return new ReadableStreamBYOBReader(internal, inside);
}

module.exports = { ReadableStreamBYOBReader, createByobReader };

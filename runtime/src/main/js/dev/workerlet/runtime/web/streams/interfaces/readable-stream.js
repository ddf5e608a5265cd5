"use strict";

const { ObjectDefineProperty, PromiseReject, SymbolAsyncIterator, TypeError } = primordials;
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");

const construct = require.lazy("web/streams/construct-readable");
const from = require.lazy("web/streams/from");
const iteration = require.lazy("web/streams/iteration");
const pipe = require.lazy("web/streams/pipe");
const readers = require.lazy("web/streams/interfaces/reader-mode");
const tee = require.lazy("web/streams/tee");

const internal = { __proto__: null };

let isReadableStream, insideOf;

// https://streams.spec.whatwg.org/#rs-class
class ReadableStream {
  #inside;

  constructor(underlyingSource = undefined, strategy = undefined) {
    if (underlyingSource === internal) {
      this.#inside = strategy;
    } else {
      this.#inside = construct().readableFromUnderlyingSource(underlyingSource, strategy);
      this.#inside.stream = this;
    }
  }

  static from(asyncIterable) {
    requiredArguments(arguments.length, 1, "Failed to execute 'from' on 'ReadableStream'");
    return from().readableFromIterable(asyncIterable).stream;
  }

  get locked() {
    return this.#inside.isLocked();
  }

  cancel(reason = undefined) {
    try {
      const inside = this.#inside;
      if (inside.isLocked()) {
        throw new TypeError("Failed to execute 'cancel' on 'ReadableStream': the stream is locked");
      }
      return inside.cancel(reason);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  getReader(options = undefined) {
    return readers().getReader(this.#inside, options);
  }

  pipeThrough(transform, options = undefined) {
    const inside = this.#inside;
    requiredArguments(arguments.length, 1, "Failed to execute 'pipeThrough' on 'ReadableStream'");
    return pipe().pipeThrough(inside, transform, options);
  }

  pipeTo(destination, options = undefined) {
    try {
      const inside = this.#inside;
      requiredArguments(arguments.length, 1, "Failed to execute 'pipeTo' on 'ReadableStream'");
      return pipe().pipeToDestination(inside, destination, options);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  tee() {
    const { first, second } = tee().tee(this.#inside, false);
    return [first.stream, second.stream];
  }

  values(options = undefined) {
    return iteration().iterate(this.#inside, options);
  }

  static {
    isReadableStream = (value) => typeof value === "object" && value !== null && #inside in value;
    insideOf = (stream) => stream.#inside;
  }
}
ObjectDefineProperty(ReadableStream.prototype, SymbolAsyncIterator, {
  __proto__: null,
  value: ReadableStream.prototype.values,
  writable: true,
  configurable: true,
});
defineInterface(ReadableStream);

/** The ReadableStream of an inside that has none yet. */
function createReadableStream(inside) {
  return new ReadableStream(internal, inside);
}

module.exports = { ReadableStream, createReadableStream, insideOf, isReadableStream };

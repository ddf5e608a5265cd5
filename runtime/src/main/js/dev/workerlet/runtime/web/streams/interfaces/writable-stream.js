"use strict";

const { PromiseReject, TypeError } = primordials;
const { defineInterface } = require("web/webidl/interfaces");

const construct = require.lazy("web/streams/construct-writable");
const writers = require.lazy("web/streams/writer");

const internal = { __proto__: null };

let createWriter, isWritableStream, insideOf;

// https://streams.spec.whatwg.org/#ws-class
class WritableStream {
  #inside;

  constructor(underlyingSink = undefined, strategy = undefined) {
    if (underlyingSink === internal) {
      this.#inside = strategy;
    } else {
      this.#inside = construct().writableFromUnderlyingSink(underlyingSink, strategy);
      this.#inside.stream = this;
    }
  }

  get locked() {
    return this.#inside.isLocked();
  }

  abort(reason = undefined) {
    try {
      return this.#unlocked("abort").abort(reason);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  close() {
    try {
      const inside = this.#unlocked("close");
      inside.checkNotClosing("Failed to execute 'close' on 'WritableStream'");
      return inside.close();
    } catch (error) {
      return PromiseReject(error);
    }
  }

  getWriter() {
    return createWriter(writers().acquireWriter(this.#inside));
  }

  #unlocked(operation) {
    const inside = this.#inside;
    if (inside.isLocked()) {
      throw new TypeError(`Failed to execute '${operation}' on 'WritableStream': the stream is locked`);
    }
    return inside;
  }

  static {
    isWritableStream = (value) => typeof value === "object" && value !== null && #inside in value;
    insideOf = (stream) => stream.#inside;
  }
}
defineInterface(WritableStream);

// https://streams.spec.whatwg.org/#default-writer-class
class WritableStreamDefaultWriter {
  #inside;

  constructor(stream) {
    if (stream === internal) {
      this.#inside = arguments[1];
      return;
    }
    if (!isWritableStream(stream)) {
      throw new TypeError(
        "Failed to construct 'WritableStreamDefaultWriter': parameter 1 is not of type 'WritableStream'.",
      );
    }
    this.#inside = writers().acquireWriter(insideOf(stream));
  }

  get closed() {
    try {
      return this.#inside.closed.promise;
    } catch (error) {
      return PromiseReject(error);
    }
  }

  get desiredSize() {
    return this.#inside.desiredSize;
  }

  get ready() {
    try {
      return this.#inside.ready.promise;
    } catch (error) {
      return PromiseReject(error);
    }
  }

  abort(reason = undefined) {
    try {
      return this.#inside.abort(reason);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  close() {
    try {
      return this.#inside.close();
    } catch (error) {
      return PromiseReject(error);
    }
  }

  releaseLock() {
    this.#inside.release();
  }

  write(chunk = undefined) {
    try {
      return this.#inside.writeToPromise(chunk);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  static {
    createWriter = (inside) => new WritableStreamDefaultWriter(internal, inside);
  }
}
defineInterface(WritableStreamDefaultWriter);

/** The WritableStream of an inside that has none yet. */
function createWritableStream(inside) {
  return new WritableStream(internal, inside);
}

module.exports = { WritableStream, WritableStreamDefaultWriter, createWritableStream, insideOf, isWritableStream };

"use strict";

const { PromiseReject, PromiseResolve } = primordials;
const { sealClass } = require("web/infra/internal-classes");
const { voidPromise } = require("web/streams/promises");
const { createReadableStream } = require("web/streams/interfaces/readable-stream");

const READABLE = 0;
const CLOSED = 1;
const ERRORED = 2;

/**
 * What a ReadableStream is inside: its internal slots, and the operations on them. The platform works with these; the
 * object that a worker holds is made when one is asked for.
 * https://streams.spec.whatwg.org/#rs-internal-slots
 */
class Readable {
  #stream = null;

  constructor() {
    this.state = READABLE;
    this.storedError = undefined;
    this.disturbed = false;
    this.reader = null;
    this.controller = null;
  }

  /** The ReadableStream. */
  get stream() {
    return (this.#stream ??= createReadableStream(this));
  }

  set stream(stream) {
    this.#stream = stream;
  }

  isLocked() {
    return this.reader !== null;
  }

  /** Whether a read by a default reader waits for a chunk. */
  hasReadRequests() {
    const { reader } = this;
    return reader !== null && !reader.isByob && reader.requests.head !== null;
  }

  /** Gives a chunk to the read that waits longest. */
  fulfillReadRequest(chunk) {
    this.reader.requests.shift().chunkSteps(chunk);
  }

  // https://streams.spec.whatwg.org/#readable-stream-cancel
  cancel(reason) {
    this.disturbed = true;
    if (this.state === CLOSED) {
      return PromiseResolve(undefined);
    }
    if (this.state === ERRORED) {
      return PromiseReject(this.storedError);
    }
    this.close();
    const { reader } = this;
    if (reader !== null && reader.isByob) {
      reader.closeRequests();
    }
    let result;
    try {
      result = this.controller.cancelSteps(reason);
      return voidPromise(result);
    } catch (error) {
      return voidPromise(PromiseReject(error));
    }
  }

  // https://streams.spec.whatwg.org/#readable-stream-close
  close() {
    this.state = CLOSED;
    const { reader } = this;
    if (reader === null) {
      return;
    }
    reader.closed.resolve();
    if (!reader.isByob) {
      reader.closeRequests();
    }
  }

  // https://streams.spec.whatwg.org/#readable-stream-error
  error(reason) {
    this.state = ERRORED;
    this.storedError = reason;
    const { reader } = this;
    if (reader === null) {
      return;
    }
    reader.closed.reject(reason);
    reader.errorRequests(reason);
  }
}
sealClass(Readable);

module.exports = { CLOSED, ERRORED, READABLE, Readable };

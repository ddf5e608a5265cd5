"use strict";

const { PromiseReject, PromiseResolve, TypeError } = primordials;
const { sealClass } = require("web/infra/internal-classes");
const { Deferred, LatePromise } = require("web/streams/promises");
const { CLOSED, ERRORED, ERRORING, WRITABLE } = require("web/streams/writable");

function releasedError() {
  return new TypeError("The writer was released");
}

/** What a WritableStreamDefaultWriter is inside. https://streams.spec.whatwg.org/#default-writer-internal-slots */
class Writer {
  // https://streams.spec.whatwg.org/#set-up-writable-stream-default-writer
  constructor(writable) {
    this.writable = writable;
    this.ready = new LatePromise();
    this.closed = new LatePromise();
    writable.writer = this;
    const { state, storedError } = writable;
    if (state === ERRORING || state === ERRORED) {
      this.ready.reject(storedError);
    } else if (state === CLOSED || !writable.backpressure || writable.isCloseQueuedOrInFlight()) {
      this.ready.resolve();
    }
    if (state === CLOSED) {
      this.closed.resolve();
    } else if (state === ERRORED) {
      this.closed.reject(storedError);
    }
  }

  /** null once the stream has failed or is about to. */
  get desiredSize() {
    const writable = this.#checked();
    switch (writable.state) {
      case WRITABLE:
        return writable.controller.desiredSize;
      case CLOSED:
        return 0;
      default:
        return null;
    }
  }

  abort(reason) {
    return this.#checked().abort(reason);
  }

  close() {
    const writable = this.#checked();
    writable.checkNotClosing("Failed to execute 'close' on 'WritableStreamDefaultWriter'");
    return writable.close();
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-writer-close-with-error-propagation
  closeWithErrorPropagation() {
    const { writable } = this;
    if (writable.isCloseQueuedOrInFlight() || writable.state === CLOSED) {
      return PromiseResolve(undefined);
    }
    return writable.state === ERRORED ? PromiseReject(writable.storedError) : writable.close();
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-writer-write
  writeToPromise(chunk) {
    const writable = this.#checked();
    const { controller } = writable;
    const size = controller.sizeOf(chunk);
    // telling the size may have changed everything
    if (this.writable !== writable) {
      return PromiseReject(releasedError());
    }
    if (writable.state === ERRORED) {
      return PromiseReject(writable.storedError);
    }
    if (writable.state === CLOSED || writable.isCloseQueuedOrInFlight()) {
      return PromiseReject(new TypeError("The stream is closed or about to be closed"));
    }
    if (writable.state === ERRORING) {
      return PromiseReject(writable.storedError);
    }
    const request = new Deferred();
    writable.writeRequests.push(request);
    controller.write(chunk, size);
    return request.promise;
  }

  /** Writes where `request`, a node with `resolve()` and `reject(reason)`, hears how it went. */
  write(chunk, request) {
    const { writable } = this;
    const { controller } = writable;
    const size = controller.sizeOf(chunk);
    if (!writable.isOpen()) {
      request.reject(writable.storedError);
      return;
    }
    writable.writeRequests.push(request);
    controller.write(chunk, size);
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-writer-release
  release() {
    const { writable } = this;
    if (writable === null) {
      return;
    }
    const error = releasedError();
    this.ready.reject(error);
    this.closed.reject(error);
    writable.writer = null;
    this.writable = null;
  }

  #checked() {
    if (this.writable === null) {
      throw releasedError();
    }
    return this.writable;
  }
}
sealClass(Writer);

// https://streams.spec.whatwg.org/#acquire-writable-stream-default-writer
function acquireWriter(writable) {
  if (writable.writer !== null) {
    throw new TypeError("The stream is locked to a writer");
  }
  return new Writer(writable);
}

module.exports = { acquireWriter };

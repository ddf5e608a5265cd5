"use strict";

const { PromiseReject, PromiseResolve, TypeError } = primordials;
const { sealClass } = require("web/infra/internal-classes");
const { createWritableStream } = require("web/streams/interfaces/writable-stream");
const { Deferred, react } = require("web/streams/promises");
const { Queue } = require("web/streams/queue");

const WRITABLE = 0;
const ERRORING = 1;
const ERRORED = 2;
const CLOSED = 3;

/** An abort that waits for what is in flight. https://streams.spec.whatwg.org/#pending-abort-request */
class AbortRequest extends Deferred {
  constructor(reason, wasAlreadyErroring) {
    super();
    this.reason = reason;
    this.wasAlreadyErroring = wasAlreadyErroring;
  }
}

/**
 * What a WritableStream is inside: its internal slots, and the operations on them. Write requests are nodes with
 * `resolve()` and `reject(reason)`; a promise stands behind a worker's write, none behind the platform's.
 * https://streams.spec.whatwg.org/#ws-internal-slots
 */
class Writable {
  #stream = null;

  constructor() {
    this.state = WRITABLE;
    this.storedError = undefined;
    this.writer = null;
    this.controller = null;
    this.writeRequests = new Queue();
    this.inFlightWriteRequest = null;
    this.closeRequest = null;
    this.inFlightCloseRequest = null;
    this.abortRequest = null;
    this.backpressure = false;
  }

  /** The WritableStream. */
  get stream() {
    return (this.#stream ??= createWritableStream(this));
  }

  set stream(stream) {
    this.#stream = stream;
  }

  isLocked() {
    return this.writer !== null;
  }

  isCloseQueuedOrInFlight() {
    return this.closeRequest !== null || this.inFlightCloseRequest !== null;
  }

  hasOperationInFlight() {
    return this.inFlightWriteRequest !== null || this.inFlightCloseRequest !== null;
  }

  /** Whether a chunk may still be written. */
  isOpen() {
    return this.state === WRITABLE && this.closeRequest === null && this.inFlightCloseRequest === null;
  }

  // https://streams.spec.whatwg.org/#writable-stream-abort
  abort(reason) {
    if (this.isSettled()) {
      return PromiseResolve(undefined);
    }
    this.controller.signalAbort(reason);
    // an abort listener may have changed the state
    if (this.isSettled()) {
      return PromiseResolve(undefined);
    }
    if (this.abortRequest === null) {
      const wasAlreadyErroring = this.state === ERRORING;
      this.abortRequest = new AbortRequest(wasAlreadyErroring ? undefined : reason, wasAlreadyErroring);
      const { promise } = this.abortRequest;
      if (!wasAlreadyErroring) {
        this.startErroring(reason);
      }
      return promise;
    }
    return this.abortRequest.promise;
  }

  isSettled() {
    return this.state === CLOSED || this.state === ERRORED;
  }

  // https://streams.spec.whatwg.org/#writable-stream-close
  close() {
    if (this.isSettled()) {
      return PromiseReject(new TypeError("The stream is closed or has failed"));
    }
    this.closeRequest = new Deferred();
    const { promise } = this.closeRequest;
    if (this.writer !== null && this.backpressure && this.state === WRITABLE) {
      this.writer.ready.resolve();
    }
    this.controller.close();
    return promise;
  }

  checkNotClosing(prefix) {
    if (this.isCloseQueuedOrInFlight()) {
      throw new TypeError(`${prefix}: the stream is being closed`);
    }
  }

  // https://streams.spec.whatwg.org/#writable-stream-start-erroring
  startErroring(reason) {
    this.state = ERRORING;
    this.storedError = reason;
    if (this.writer !== null) {
      this.writer.ready.reject(reason);
    }
    if (!this.hasOperationInFlight() && this.controller.started) {
      this.finishErroring();
    }
  }

  // https://streams.spec.whatwg.org/#writable-stream-deal-with-rejection
  dealWithRejection(error) {
    if (this.state === WRITABLE) {
      this.startErroring(error);
    } else {
      this.finishErroring();
    }
  }

  // https://streams.spec.whatwg.org/#writable-stream-finish-erroring
  finishErroring() {
    this.state = ERRORED;
    this.controller.queue.clear();
    const { storedError, abortRequest } = this;
    for (let request = this.writeRequests.takeAll(); request !== null; ) {
      const { next } = request;
      request.reject(storedError);
      request = next;
    }
    this.abortRequest = null;
    if (abortRequest === null) {
      this.rejectCloseAndClosed();
    } else if (abortRequest.wasAlreadyErroring) {
      abortRequest.reject(storedError);
      this.rejectCloseAndClosed();
    } else {
      this.runAbort(abortRequest);
    }
  }

  runAbort(abortRequest) {
    react(
      this.controller.abortSteps(abortRequest.reason),
      () => {
        abortRequest.resolve(undefined);
        this.rejectCloseAndClosed();
      },
      (reason) => {
        abortRequest.reject(reason);
        this.rejectCloseAndClosed();
      },
    );
  }

  // https://streams.spec.whatwg.org/#writable-stream-reject-close-and-closed-promise-if-needed
  rejectCloseAndClosed() {
    if (this.closeRequest !== null) {
      this.closeRequest.reject(this.storedError);
      this.closeRequest = null;
    }
    if (this.writer !== null) {
      this.writer.closed.reject(this.storedError);
    }
  }

  finishInFlightWrite() {
    const request = this.inFlightWriteRequest;
    this.inFlightWriteRequest = null;
    request.resolve(undefined);
  }

  finishInFlightWriteWithError(error) {
    const request = this.inFlightWriteRequest;
    this.inFlightWriteRequest = null;
    request.reject(error);
    this.dealWithRejection(error);
  }

  markCloseRequestInFlight() {
    this.inFlightCloseRequest = this.closeRequest;
    this.closeRequest = null;
  }

  // https://streams.spec.whatwg.org/#writable-stream-finish-in-flight-close
  finishInFlightClose() {
    this.inFlightCloseRequest.resolve(undefined);
    this.inFlightCloseRequest = null;
    if (this.state === ERRORING) {
      // the close came through after all
      this.storedError = undefined;
      if (this.abortRequest !== null) {
        this.abortRequest.resolve(undefined);
        this.abortRequest = null;
      }
    }
    this.state = CLOSED;
    if (this.writer !== null) {
      this.writer.closed.resolve();
    }
  }

  // https://streams.spec.whatwg.org/#writable-stream-finish-in-flight-close-with-error
  finishInFlightCloseWithError(error) {
    this.inFlightCloseRequest.reject(error);
    this.inFlightCloseRequest = null;
    if (this.abortRequest !== null) {
      this.abortRequest.reject(error);
      this.abortRequest = null;
    }
    this.dealWithRejection(error);
  }

  // https://streams.spec.whatwg.org/#writable-stream-update-backpressure
  updateBackpressure(backpressure) {
    if (this.writer !== null && backpressure !== this.backpressure) {
      if (backpressure) {
        this.writer.ready.renew();
      } else {
        this.writer.ready.resolve();
      }
    }
    this.backpressure = backpressure;
  }
}
sealClass(Writable);

module.exports = { CLOSED, ERRORED, ERRORING, WRITABLE, Writable };

"use strict";

const { PromiseReject } = primordials;
const { createSignal, signalAbort } = require("web/dom/abort-signal");
const { sealClass } = require("web/infra/internal-classes");
const { createWritableController } = require("web/streams/interfaces/writable-controller");
const { LATER, react } = require("web/streams/promises");
const { SizedQueue } = require("web/streams/queue");
const { NO_SINK } = require("web/streams/sinks");
const { ERRORING, WRITABLE } = require("web/streams/writable");

/** Stands in the queue for the wish to close. */
const CLOSE = { __proto__: null };

/**
 * What a WritableStreamDefaultController is inside. `sink` has the algorithms, see sinks.js; `size` is null where each
 * chunk counts as one.
 * https://streams.spec.whatwg.org/#ws-default-controller-internal-slots
 */
class WritableController {
  constructor(writable, sink, highWaterMark, size) {
    this.writable = writable;
    this.sink = sink;
    this.highWaterMark = highWaterMark;
    this.size = size;
    this.queue = new SizedQueue();
    this.started = false;
    this.abortSignal = null;
    this.isAborted = false;
    this.abortReason = undefined;
    this.controller = null;
    this.onWritten = null;
    this.onWriteFailed = null;
    writable.controller = this;
  }

  /** The WritableStreamDefaultController. */
  get object() {
    return (this.controller ??= createWritableController(this));
  }

  /** The AbortSignal, made when it is asked for. */
  get signal() {
    if (this.abortSignal === null) {
      this.abortSignal = createSignal();
      if (this.isAborted) {
        signalAbort(this.abortSignal, this.abortReason);
      }
    }
    return this.abortSignal;
  }

  signalAbort(reason) {
    if (this.isAborted) {
      return;
    }
    this.isAborted = true;
    this.abortReason = reason;
    if (this.abortSignal !== null) {
      signalAbort(this.abortSignal, reason);
    }
  }

  // https://streams.spec.whatwg.org/#set-up-writable-stream-default-controller
  start() {
    const { writable } = this;
    writable.updateBackpressure(this.hasBackpressure());
    const result = this.sink.start(this);
    if (result !== LATER) {
      react(
        result,
        () => this.onStarted(),
        (reason) => {
          this.started = true;
          writable.dealWithRejection(reason);
        },
      );
    }
  }

  onStarted() {
    this.started = true;
    this.advanceQueue();
  }

  get desiredSize() {
    return this.highWaterMark - this.queue.total;
  }

  hasBackpressure() {
    return this.highWaterMark - this.queue.total <= 0;
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-get-chunk-size
  sizeOf(chunk) {
    const { size } = this;
    if (size === null) {
      return 1;
    }
    try {
      return size(chunk);
    } catch (error) {
      this.errorIfNeeded(error);
      return 1;
    }
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-write
  write(chunk, size) {
    try {
      this.queue.push(chunk, size);
    } catch (error) {
      this.errorIfNeeded(error);
      return;
    }
    if (this.writable.isOpen()) {
      this.writable.updateBackpressure(this.hasBackpressure());
    }
    this.advanceQueue();
  }

  close() {
    this.queue.push(CLOSE, 0);
    this.advanceQueue();
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-advance-queue-if-needed
  advanceQueue() {
    const { writable } = this;
    if (!this.started || writable.inFlightWriteRequest !== null) {
      return;
    }
    if (writable.state === ERRORING) {
      writable.finishErroring();
    } else if (!this.queue.isEmpty()) {
      const value = this.queue.peek();
      if (value === CLOSE) {
        this.processClose();
      } else {
        this.processWrite(value);
      }
    }
  }

  processClose() {
    const { sink, writable } = this;
    writable.markCloseRequestInFlight();
    this.queue.shift();
    let result;
    try {
      result = sink.close();
    } catch (error) {
      result = PromiseReject(error);
    }
    this.clearAlgorithms();
    react(
      result,
      () => writable.finishInFlightClose(),
      (reason) => writable.finishInFlightCloseWithError(reason),
    );
  }

  processWrite(chunk) {
    const { writable } = this;
    writable.inFlightWriteRequest = writable.writeRequests.shift();
    if (this.onWritten === null) {
      this.onWritten = () => this.written();
      this.onWriteFailed = (reason) => this.writeFailed(reason);
    }
    let result;
    try {
      result = this.sink.write(chunk, this);
    } catch (error) {
      result = PromiseReject(error);
    }
    if (result !== LATER) {
      react(result, this.onWritten, this.onWriteFailed);
    }
  }

  /** The end of a write; a sink whose write gave LATER calls this, or writeFailed, in a microtask of its own. */
  written() {
    const { writable } = this;
    writable.finishInFlightWrite();
    this.queue.shift();
    if (writable.isOpen()) {
      writable.updateBackpressure(this.hasBackpressure());
    }
    this.advanceQueue();
  }

  writeFailed(reason) {
    if (this.writable.state === WRITABLE) {
      this.clearAlgorithms();
    }
    this.writable.finishInFlightWriteWithError(reason);
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-error-if-needed
  errorIfNeeded(reason) {
    if (this.writable.state === WRITABLE) {
      this.clearAlgorithms();
      this.writable.startErroring(reason);
    }
  }

  abortSteps(reason) {
    const { sink } = this;
    let result;
    try {
      result = sink.abort(reason);
    } catch (error) {
      result = PromiseReject(error);
    }
    this.clearAlgorithms();
    return result;
  }

  clearAlgorithms() {
    this.sink = NO_SINK;
    this.size = null;
  }
}
sealClass(WritableController);

module.exports = { WritableController };

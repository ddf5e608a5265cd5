"use strict";

const { createDefaultController } = require("web/streams/interfaces/readable-default-controller");
const { SizedQueue } = require("web/streams/queue");
const { READABLE } = require("web/streams/readable");
const { SourceController } = require("web/streams/source-controller");

/**
 * What a ReadableStreamDefaultController is inside. `size` is null where each chunk counts as one.
 * https://streams.spec.whatwg.org/#rs-default-controller-internal-slots
 */
class DefaultController extends SourceController {
  constructor(readable, source, highWaterMark, size) {
    super(readable, source, highWaterMark);
    this.size = size;
    this.queue = new SizedQueue();
  }

  get isByte() {
    return false;
  }

  get queueTotal() {
    return this.queue.total;
  }

  /** The ReadableStreamDefaultController. */
  get object() {
    return (this.controller ??= createDefaultController(this));
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-close
  close() {
    if (!this.isOpen()) {
      return;
    }
    this.closeRequested = true;
    if (this.queue.isEmpty()) {
      this.clearAlgorithms();
      this.readable.close();
    }
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-enqueue
  enqueue(chunk) {
    if (!this.isOpen()) {
      return;
    }
    if (this.readable.hasReadRequests()) {
      this.readable.fulfillReadRequest(chunk);
    } else {
      this.putIntoQueue(chunk);
    }
    this.pullIfNeeded();
  }

  putIntoQueue(chunk) {
    try {
      const { size } = this;
      this.queue.push(chunk, size === null ? 1 : size(chunk));
    } catch (error) {
      this.error(error);
      throw error;
    }
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-error
  error(reason) {
    if (this.readable.state !== READABLE) {
      return;
    }
    this.queue.clear();
    this.clearAlgorithms();
    this.readable.error(reason);
  }

  clearAlgorithms() {
    super.clearAlgorithms();
    this.size = null;
  }

  cancelSteps(reason) {
    this.queue.clear();
    return this.cancelSource(reason);
  }

  hasChunk() {
    return this.queue.entries.head !== null;
  }

  /** The next chunk out of the queue. https://streams.spec.whatwg.org/#rs-default-controller-private-pull */
  takeChunk() {
    const chunk = this.queue.shift();
    if (this.closeRequested && this.queue.isEmpty()) {
      this.clearAlgorithms();
      this.readable.close();
    } else {
      this.pullIfNeeded();
    }
    return chunk;
  }

  pullSteps(request) {
    this.readable.reader.requests.push(request);
    this.pullIfNeeded();
  }

  releaseSteps() {}
}
module.exports = { DefaultController };

"use strict";

const { TypeError } = primordials;
const { sealClass } = require("web/infra/internal-classes");
const { createDefaultController } = require("web/streams/interfaces/readable-default-controller");
const { LATER, react, reactToThrown } = require("web/streams/promises");
const { SizedQueue } = require("web/streams/queue");
const { CLOSED, READABLE } = require("web/streams/readable");
const { NO_SOURCE } = require("web/streams/sources");

/**
 * What a ReadableStreamDefaultController is inside. `source` has the algorithms, see sources.js; `size` is null where
 * each chunk counts as one.
 * https://streams.spec.whatwg.org/#rs-default-controller-internal-slots
 */
class DefaultController {
  constructor(readable, source, highWaterMark, size) {
    this.readable = readable;
    this.source = source;
    this.highWaterMark = highWaterMark;
    this.size = size;
    this.queue = new SizedQueue();
    this.started = false;
    this.closeRequested = false;
    this.pulling = false;
    this.pullAgain = false;
    this.controller = null;
    this.onPulled = null;
    this.onFailed = null;
    readable.controller = this;
  }

  get isByte() {
    return false;
  }

  /** The ReadableStreamDefaultController. */
  get object() {
    return (this.controller ??= createDefaultController(this));
  }

  // https://streams.spec.whatwg.org/#set-up-readable-stream-default-controller
  start() {
    const result = this.source.start(this);
    if (result === undefined && !this.source.pulls) {
      this.started = true;
      return;
    }
    this.onFailed = (reason) => this.error(reason);
    if (result !== LATER) {
      react(result, () => this.onStarted(), this.onFailed);
    }
  }

  onStarted() {
    this.started = true;
    this.pullIfNeeded();
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-call-pull-if-needed
  pullIfNeeded() {
    if (!this.source.pulls || !this.shouldPull()) {
      return;
    }
    if (this.pulling) {
      this.pullAgain = true;
      return;
    }
    this.pulling = true;
    this.onPulled ??= () => this.pulled();
    let result;
    try {
      result = this.source.pull(this);
    } catch (error) {
      reactToThrown(error, this.onFailed);
      return;
    }
    if (result !== LATER) {
      react(result, this.onPulled, this.onFailed);
    }
  }

  /** The end of a pull; a source whose pull gave LATER calls this in a microtask of its own. */
  pulled() {
    this.pulling = false;
    if (this.pullAgain) {
      this.pullAgain = false;
      this.pullIfNeeded();
    }
  }

  shouldPull() {
    return (
      this.started &&
      this.canCloseOrEnqueue() &&
      (this.readable.hasReadRequests() || this.highWaterMark - this.queue.total > 0)
    );
  }

  canCloseOrEnqueue() {
    return !this.closeRequested && this.readable.state === READABLE;
  }

  /** null once the stream has failed. https://streams.spec.whatwg.org/#readable-stream-default-controller-get-desired-size */
  get desiredSize() {
    if (this.readable.state === READABLE) {
      return this.highWaterMark - this.queue.total;
    }
    return this.readable.state === CLOSED ? 0 : null;
  }

  checkOpen(what) {
    if (!this.canCloseOrEnqueue()) {
      throw new TypeError(`Can't ${what}: the stream is closed, failed or about to be closed`);
    }
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-close
  close() {
    if (!this.canCloseOrEnqueue()) {
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
    if (!this.canCloseOrEnqueue()) {
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
    this.source = NO_SOURCE;
    this.size = null;
  }

  cancelSteps(reason) {
    const { source } = this;
    this.queue.clear();
    try {
      return source.cancel(reason);
    } finally {
      this.clearAlgorithms();
    }
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
sealClass(DefaultController);

module.exports = { DefaultController };

"use strict";

const { TypeError } = primordials;
const { sealClass } = require("web/infra/internal-classes");
const { LATER, react, reactToThrown } = require("web/streams/promises");
const { CLOSED, READABLE } = require("web/streams/readable");
const { NO_SOURCE } = require("web/streams/sources");

/**
 * What the two controllers of readable streams have in common: when the source is asked for more. `source` has the
 * algorithms, see sources.js. A subclass has `queueTotal`, the size of what is queued.
 */
class SourceController {
  constructor(readable, source, highWaterMark) {
    this.readable = readable;
    this.source = source;
    this.highWaterMark = highWaterMark;
    this.started = false;
    this.closeRequested = false;
    this.pulling = false;
    this.pullAgain = false;
    /** The object that a worker's source is called with, once it has been. */
    this.controller = null;
    this.onPulled = null;
    this.onFailed = null;
    readable.controller = this;
  }

  /** "Set up" from where the source's start is called. */
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

  /** The end of a start; a source whose start gave LATER has this called in a microtask of its own. */
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

  /** The end of a pull; a source whose pull gave LATER has this called in a microtask of its own. */
  pulled() {
    this.pulling = false;
    if (this.pullAgain) {
      this.pullAgain = false;
      this.pullIfNeeded();
    }
  }

  shouldPull() {
    const { reader } = this.readable;
    return (
      this.started &&
      this.isOpen() &&
      ((reader !== null && reader.requests.head !== null) || this.highWaterMark - this.queueTotal > 0)
    );
  }

  /** Whether the stream may still be closed, or be given a chunk. */
  isOpen() {
    return !this.closeRequested && this.readable.state === READABLE;
  }

  /**
   * null once the stream has failed.
   * https://streams.spec.whatwg.org/#readable-stream-default-controller-get-desired-size
   */
  get desiredSize() {
    if (this.readable.state === READABLE) {
      return this.highWaterMark - this.queueTotal;
    }
    return this.readable.state === CLOSED ? 0 : null;
  }

  checkOpen(what) {
    if (!this.isOpen()) {
      throw new TypeError(`Can't ${what}: the stream is closed, failed or about to be closed`);
    }
  }

  clearAlgorithms() {
    this.source = NO_SOURCE;
  }

  /** Calls the source's cancel, the last that it hears. */
  cancelSource(reason) {
    const { source } = this;
    try {
      return source.cancel(reason);
    } finally {
      this.clearAlgorithms();
    }
  }
}
sealClass(SourceController);

module.exports = { SourceController };

"use strict";

const { DOMException } = require("web/dom/dom-exception");
const { sealClass } = require("web/infra/internal-classes");
const { createWritable } = require("web/streams/construct-writable");
const { createTransformStream, partsOf } = require("web/streams/interfaces/transform-stream");
const readableStreams = require("web/streams/interfaces/readable-stream");
const writableStreams = require("web/streams/interfaces/writable-stream");
const { NO_OPTIONS, pipeTo } = require("web/streams/pipe");
const { createSourced } = require("web/streams/platform-streams");
const { LATER, later, markHandled } = require("web/streams/promises");
const { Cloner } = require("web/structured-clone/cloner");

// The two streams that the standard joins by a pair of message ports are in one isolate here, and joined by an object:
// what would be a message is a microtask. https://streams.spec.whatwg.org/#transferrable-streams

function clone(value) {
  return new Cloner("Failed to pass on a chunk", []).run(value);
}

/**
 * The way of clones from a writable stream to a readable one, whose source and sink it is. A write waits until the
 * other end has asked; at most one chunk is on its way.
 */
class Crossing {
  constructor() {
    this.isAsked = false;
    this.isOver = false;
    this.isWaiting = false;
    this.chunk = undefined;
    this.readable = createSourced({
      __proto__: null,
      pull: () => {
        later(() => this.ask());
      },
      cancel: (reason) => this.fail(reason, (error) => this.failWritable(error)),
    });
    this.writable = createWritable(this, 1, null);
  }

  start() {}

  ask() {
    this.isAsked = true;
    if (this.isWaiting && !this.isOver) {
      this.isWaiting = false;
      const { chunk } = this;
      this.chunk = undefined;
      const { controller } = this.writable;
      try {
        this.send(chunk);
      } catch (error) {
        controller.writeFailed(error);
        return;
      }
      controller.written();
    }
  }

  // https://streams.spec.whatwg.org/#abstract-opdef-setupcrossrealmtransformwritable
  write(chunk) {
    if (!this.isAsked) {
      this.isWaiting = true;
      this.chunk = chunk;
      return LATER;
    }
    this.send(chunk);
    return undefined;
  }

  send(chunk) {
    this.isAsked = false;
    let copy;
    try {
      copy = clone(chunk);
    } catch (error) {
      this.isOver = true;
      later(() => this.readable.controller.error(error));
      throw error;
    }
    later(() => this.readable.controller.enqueue(copy));
  }

  close() {
    this.isOver = true;
    later(() => this.readable.controller.close());
  }

  abort(reason) {
    this.fail(reason, (error) => this.readable.controller.error(error));
  }

  /** Tells one end of the failure at the other by a clone of the reason. */
  fail(reason, tell) {
    this.isOver = true;
    let copy;
    try {
      copy = clone(reason);
    } catch (error) {
      later(() => tell(error));
      throw error;
    }
    later(() => tell(copy));
  }

  failWritable(error) {
    const { controller } = this.writable;
    controller.errorIfNeeded(error);
    if (this.isWaiting) {
      this.isWaiting = false;
      this.chunk = undefined;
      controller.writeFailed(error);
    }
  }
}
sealClass(Crossing);

function checkUnlocked(inside) {
  if (inside.isLocked()) {
    throw new DOMException("A locked stream can't be transferred", "DataCloneError");
  }
}

// https://streams.spec.whatwg.org/#ref-for-transfer-steps
function transferReadable(stream) {
  return crossedReadable(readableStreams.insideOf(stream)).stream;
}

function crossedReadable(inside) {
  checkUnlocked(inside);
  const crossing = new Crossing();
  markHandled(pipeTo(inside, crossing.writable, NO_OPTIONS));
  return crossing.readable;
}

// https://streams.spec.whatwg.org/#ref-for-transfer-steps①
function transferWritable(stream) {
  return crossedWritable(writableStreams.insideOf(stream)).stream;
}

function crossedWritable(inside) {
  checkUnlocked(inside);
  const crossing = new Crossing();
  markHandled(pipeTo(crossing.readable, inside, NO_OPTIONS));
  return crossing.writable;
}

// https://streams.spec.whatwg.org/#ref-for-transfer-steps②
function transferTransform(stream) {
  const parts = partsOf(stream);
  const readable = readableStreams.insideOf(parts.readable);
  const writable = writableStreams.insideOf(parts.writable);
  checkUnlocked(readable);
  checkUnlocked(writable);
  return createTransformStream({
    __proto__: null,
    readable: crossedReadable(readable),
    writable: crossedWritable(writable),
  });
}

module.exports = { transferReadable, transferTransform, transferWritable };

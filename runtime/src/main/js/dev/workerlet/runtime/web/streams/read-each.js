"use strict";

const { ArrayPrototypePush, TypeError, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetSymbolToStringTag } =
  primordials;
const { concatenate } = require("web/infra/bytes");
const { sealClass } = require("web/infra/internal-classes");
const { Deferred } = require("web/streams/promises");
const { CLOSED, READABLE } = require("web/streams/readable");
const { acquireDefaultReader } = require("web/streams/readers");

/** Reads a stream chunk by chunk, see readEach in streams.js; also the read request by which it waits. */
class Reading {
  constructor(readable, consumer) {
    this.readable = readable;
    this.consumer = consumer;
    this.reader = acquireDefaultReader(readable);
    this.isPaused = true;
    this.isDelivering = false;
    this.isOver = false;
    // the read request's place among others
    this.next = null;
    readable.disturbed = true;
  }

  /** Goes on after a chunk for which the consumer wanted a pause. */
  resume() {
    if (!this.isPaused || this.isOver) {
      return;
    }
    this.isPaused = false;
    if (this.isDelivering) {
      // whoever delivers goes on
      return;
    }
    const { readable } = this;
    while (!this.isPaused && !this.isOver && readable.state === READABLE) {
      const { controller } = readable;
      if (!controller.hasChunk()) {
        controller.pullSteps(this);
        return;
      }
      this.deliver(controller.takeChunk());
    }
    if (this.isPaused || readable.state === READABLE) {
      return;
    }
    if (readable.state === CLOSED) {
      this.closeSteps();
    } else {
      this.errorSteps(readable.storedError);
    }
  }

  /** Cancels the stream; the consumer hears no more. The promise is the stream's. */
  cancel(reason) {
    this.isOver = true;
    return this.readable.cancel(reason);
  }

  chunkSteps(chunk) {
    if (this.isOver) {
      return;
    }
    this.deliver(chunk);
    if (!this.isPaused) {
      this.isPaused = true;
      this.resume();
    }
  }

  /** Hands over a chunk; the pause that comes after it ends at once if the consumer says so, by a call or by its answer. */
  deliver(chunk) {
    this.isPaused = true;
    this.isDelivering = true;
    const wantsMore = this.consumer.chunk(chunk);
    this.isDelivering = false;
    if (wantsMore === true) {
      this.isPaused = false;
    }
  }

  closeSteps() {
    if (!this.isOver) {
      this.isOver = true;
      this.consumer.close();
    }
  }

  errorSteps(reason) {
    if (!this.isOver) {
      this.isOver = true;
      this.consumer.error(reason);
    }
  }
}
sealClass(Reading);

/** Gathers bytes. https://streams.spec.whatwg.org/#readablestreamdefaultreader-read-all-bytes */
class Collector {
  constructor() {
    this.chunks = [];
    this.total = 0;
    this.result = new Deferred();
    this.reading = null;
  }

  chunk(chunk) {
    if (TypedArrayPrototypeGetSymbolToStringTag(chunk) !== "Uint8Array") {
      this.reading.isOver = true;
      this.error(new TypeError("Received a chunk that is not a Uint8Array"));
      return false;
    }
    ArrayPrototypePush(this.chunks, chunk);
    this.total += TypedArrayPrototypeGetByteLength(chunk);
    return true;
  }

  close() {
    const { chunks } = this;
    this.result.resolve(chunks.length === 1 ? chunks[0] : concatenate(chunks, this.total));
  }

  error(reason) {
    this.result.reject(reason);
  }
}
sealClass(Collector);

function readEach(readable, consumer) {
  return new Reading(readable, consumer);
}

function collect(readable) {
  const collector = new Collector();
  collector.reading = new Reading(readable, collector);
  collector.reading.resume();
  return collector.result.promise;
}

module.exports = { collect, readEach };

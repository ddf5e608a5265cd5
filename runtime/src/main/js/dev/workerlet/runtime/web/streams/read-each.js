"use strict";

const {
  MathMax,
  ObjectDefineProperty,
  TypeError,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetSymbolToStringTag,
  TypedArrayPrototypeSet,
  Uint8Array,
} = primordials;
const { copyOfBytes, subarrayOf } = require("web/infra/bytes");
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

  /** Hands over a chunk; the pause after it ends at once if the consumer says so, by a call or by its answer. */
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

/**
 * Gathers bytes. What a byte stream gives is the platform's alone; of other chunks it takes a copy at once, for their
 * memory is still the source's.
 * https://streams.spec.whatwg.org/#readablestreamdefaultreader-read-all-bytes
 */
class Collector {
  constructor(readable) {
    this.isOwned = readable.controller.isByte;
    this.bytes = null;
    this.length = 0;
    this.result = new Deferred();
    this.reading = new Reading(readable, this);
  }

  chunk(chunk) {
    if (TypedArrayPrototypeGetSymbolToStringTag(chunk) !== "Uint8Array") {
      this.reading.isOver = true;
      this.error(new TypeError("Received a chunk that is not a Uint8Array"));
      return false;
    }
    const length = this.length + TypedArrayPrototypeGetByteLength(chunk);
    if (this.bytes === null) {
      this.bytes = this.isOwned ? chunk : copyOfBytes(chunk);
    } else if (length > this.length) {
      this.reserve(length);
      TypedArrayPrototypeSet(this.bytes, chunk, this.length);
    }
    this.length = length;
    return true;
  }

  reserve(length) {
    if (length > TypedArrayPrototypeGetByteLength(this.bytes)) {
      const grown = new Uint8Array(MathMax(length, 2 * this.length));
      TypedArrayPrototypeSet(grown, subarrayOf(this.bytes, 0, this.length));
      this.bytes = grown;
    }
  }

  close() {
    const bytes = subarrayOf(this.bytes ?? new Uint8Array(0), 0, this.length);
    // a promise asks what it is resolved with for a `then`, which must not be found on Object.prototype
    ObjectDefineProperty(bytes, "then", { __proto__: null, value: undefined, configurable: true });
    this.result.resolve(bytes);
    delete bytes.then;
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
  const collector = new Collector(readable);
  collector.reading.resume();
  return collector.result.promise;
}

module.exports = { collect, readEach };

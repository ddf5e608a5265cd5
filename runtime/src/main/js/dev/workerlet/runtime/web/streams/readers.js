"use strict";

const { Promise, PromiseReject, PromiseResolve, TypeError } = primordials;
const { sealClass } = require("web/infra/internal-classes");
const { LatePromise } = require("web/streams/promises");
const { Queue } = require("web/streams/queue");
const { CLOSED, ERRORED, READABLE } = require("web/streams/readable");

function releasedError() {
  return new TypeError("The reader was released");
}

/**
 * What a reader is inside. `requests` are the reads that wait, nodes with `chunkSteps(chunk)`, `closeSteps(chunk)` and
 * `errorSteps(reason)`: a promise stands behind a worker's read, none behind the platform's.
 * https://streams.spec.whatwg.org/#readablestreamgenericreader
 */
class Reader {
  // https://streams.spec.whatwg.org/#readable-stream-reader-generic-initialize
  constructor(readable) {
    this.readable = readable;
    this.requests = new Queue();
    this.closed = new LatePromise();
    readable.reader = this;
    if (readable.state === CLOSED) {
      this.closed.resolve();
    } else if (readable.state === ERRORED) {
      this.closed.reject(readable.storedError);
    }
  }

  cancel(reason) {
    if (this.readable === null) {
      return PromiseReject(releasedError());
    }
    return this.readable.cancel(reason);
  }

  closeRequests() {
    for (let request = this.requests.takeAll(); request !== null; ) {
      const { next } = request;
      request.next = null;
      request.closeSteps(undefined);
      request = next;
    }
  }

  errorRequests(reason) {
    for (let request = this.requests.takeAll(); request !== null; ) {
      const { next } = request;
      request.next = null;
      request.errorSteps(reason);
      request = next;
    }
  }

  // https://streams.spec.whatwg.org/#readable-stream-reader-generic-release
  release() {
    const { readable } = this;
    if (readable === null) {
      return;
    }
    const error = releasedError();
    this.closed.reject(error);
    readable.controller.releaseSteps();
    readable.reader = null;
    this.readable = null;
    this.errorRequests(error);
  }
}
sealClass(Reader);

class DefaultReader extends Reader {
  get isByob() {
    return false;
  }

  /** The promise of a worker's read. */
  readToPromise() {
    const { readable } = this;
    if (readable === null) {
      return PromiseReject(releasedError());
    }
    readable.disturbed = true;
    if (readable.state === READABLE) {
      const { controller } = readable;
      if (controller.hasChunk()) {
        return PromiseResolve({ value: controller.takeChunk(), done: false });
      }
      const request = new PromisedRead();
      controller.pullSteps(request);
      return request.promise;
    }
    return readable.state === CLOSED
      ? PromiseResolve({ value: undefined, done: true })
      : PromiseReject(readable.storedError);
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-reader-read
  read(request) {
    const { readable } = this;
    readable.disturbed = true;
    if (readable.state === READABLE) {
      const { controller } = readable;
      if (controller.hasChunk()) {
        request.chunkSteps(controller.takeChunk());
      } else {
        controller.pullSteps(request);
      }
    } else if (readable.state === CLOSED) {
      request.closeSteps(undefined);
    } else {
      request.errorSteps(readable.storedError);
    }
  }
}

class ByobReader extends Reader {
  get isByob() {
    return true;
  }

  /** The promise of a worker's read into a view. */
  readToPromise(view, min) {
    if (this.readable === null) {
      return PromiseReject(releasedError());
    }
    const request = new PromisedRead();
    this.read(view, min, request);
    return request.promise;
  }

  // https://streams.spec.whatwg.org/#readable-stream-byob-reader-read
  read(view, min, request) {
    const { readable } = this;
    readable.disturbed = true;
    if (readable.state === ERRORED) {
      request.errorSteps(readable.storedError);
    } else {
      readable.controller.pullInto(view, min, request);
    }
  }
}

/** A read whose result is a promise. */
class PromisedRead {
  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.next = null;
  }

  chunkSteps(chunk) {
    this.resolve({ value: chunk, done: false });
  }

  closeSteps(chunk) {
    this.resolve({ value: chunk, done: true });
  }

  errorSteps(reason) {
    this.reject(reason);
  }
}
sealClass(PromisedRead);

function checkUnlocked(readable) {
  if (readable.reader !== null) {
    throw new TypeError("The stream is locked to a reader");
  }
}

// https://streams.spec.whatwg.org/#acquire-readable-stream-reader
function acquireDefaultReader(readable) {
  checkUnlocked(readable);
  return new DefaultReader(readable);
}

// https://streams.spec.whatwg.org/#acquire-readable-stream-byob-reader
function acquireByobReader(readable) {
  checkUnlocked(readable);
  if (!readable.controller.isByte) {
    throw new TypeError("A stream that is not of type 'bytes' has no BYOB readers");
  }
  return new ByobReader(readable);
}

module.exports = { acquireByobReader, acquireDefaultReader };

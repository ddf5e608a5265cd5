"use strict";

const {
  AsyncIteratorPrototype,
  ObjectDefineProperties,
  ObjectSetPrototypeOf,
  PromiseReject,
  PromiseResolve,
} = primordials;
const { addPlatformInterface } = require("web/infra/brands");
const { sealClass } = require("web/infra/internal-classes");
const { Deferred, later } = require("web/streams/promises");
const { acquireDefaultReader } = require("web/streams/readers");
const { defineClassString } = require("web/webidl/interfaces");
const { toDictionary } = require("web/webidl/objects");

/** One step of an iteration; the reader is given back when the stream has ended. */
class IterationRead {
  constructor(iteration) {
    this.iteration = iteration;
    this.result = new Deferred();
    this.next = null;
  }

  // A microtask's delay, as the standard has between a read and the iteration's result: time for a pull to end.
  chunkSteps(chunk) {
    later(() => {
      this.iteration.stepEnded();
      this.result.resolve({ value: chunk, done: false });
    });
  }

  closeSteps() {
    this.iteration.end();
    this.result.resolve({ value: undefined, done: true });
  }

  errorSteps(reason) {
    this.iteration.end();
    this.result.reject(reason);
  }
}
sealClass(IterationRead);

async function after(promise, action) {
  try {
    await promise;
  } catch {
    // whoever has that promise hears of it
  }
  return await action();
}

async function resultAfter(promise, value) {
  await promise;
  return { value, done: true };
}

/** What an asynchronous iterator over a stream is inside. https://streams.spec.whatwg.org/#rs-asynciterator */
class Iteration {
  constructor(readable, preventCancel) {
    this.reader = acquireDefaultReader(readable);
    this.preventCancel = preventCancel;
    this.isFinished = false;
    /** The promise that the next step has to wait for, null where none is open. */
    this.ongoing = null;
    this.openSteps = 0;
    this.onTurn = () => this.step();
  }

  next() {
    this.openSteps++;
    if (this.ongoing !== null) {
      return (this.ongoing = after(this.ongoing, this.onTurn));
    }
    const promise = this.step();
    if (this.openSteps > 0) {
      this.ongoing = promise;
    }
    return promise;
  }

  step() {
    if (this.isFinished) {
      this.stepEnded();
      return PromiseResolve({ value: undefined, done: true });
    }
    const { readable } = this.reader;
    if (readable.controller.hasChunk()) {
      readable.disturbed = true;
      this.stepEnded();
      return PromiseResolve({ value: readable.controller.takeChunk(), done: false });
    }
    const read = new IterationRead(this);
    this.reader.read(read);
    return read.result.promise;
  }

  stepEnded() {
    this.openSteps--;
    if (this.openSteps === 0) {
      this.ongoing = null;
    }
  }

  end() {
    this.isFinished = true;
    this.reader.release();
    this.stepEnded();
  }

  return(value) {
    const onSettled = () => this.returnStep(value);
    // never ended: whatever comes now finds the iteration finished
    this.openSteps++;
    this.ongoing = this.ongoing === null ? onSettled() : after(this.ongoing, onSettled);
    return resultAfter(this.ongoing, value);
  }

  returnStep(value) {
    if (this.isFinished) {
      return PromiseResolve(undefined);
    }
    this.isFinished = true;
    const { reader } = this;
    const result = this.preventCancel ? PromiseResolve(undefined) : reader.cancel(value);
    reader.release();
    return result;
  }
}
sealClass(Iteration);

class ReadableStreamAsyncIterator {
  #inside;

  constructor(inside) {
    this.#inside = inside;
  }

  next() {
    try {
      return this.#inside.next();
    } catch (error) {
      return PromiseReject(error);
    }
  }

  return(value) {
    try {
      return this.#inside.return(value);
    } catch (error) {
      return PromiseReject(error);
    }
  }
}
const prototype = ReadableStreamAsyncIterator.prototype;
delete prototype.constructor;
ObjectSetPrototypeOf(prototype, AsyncIteratorPrototype);
ObjectDefineProperties(prototype, {
  __proto__: null,
  next: { __proto__: null, enumerable: true },
  return: { __proto__: null, enumerable: true },
});
defineClassString(prototype, "ReadableStream AsyncIterator");
addPlatformInterface(ReadableStreamAsyncIterator);

// https://streams.spec.whatwg.org/#rs-asynciterator
function iterate(readable, options) {
  const prefix = "Failed to execute 'values' on 'ReadableStream'";
  const dictionary = toDictionary(options, prefix, "ReadableStreamIteratorOptions");
  return new ReadableStreamAsyncIterator(new Iteration(readable, !!dictionary?.preventCancel));
}

module.exports = { iterate };

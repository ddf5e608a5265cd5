"use strict";

const {
  FunctionPrototypeCall,
  SymbolAsyncIterator,
  SymbolIterator,
  TypeError,
} = primordials;
const { sealClass } = require("web/infra/internal-classes");
const { createReadable } = require("web/streams/construct-readable");
const { isObject } = require("web/webidl/objects");

const prefix = "Failed to execute 'from' on 'ReadableStream'";

/** The method of that name, undefined where there is none. */
function methodOf(object, key) {
  const method = object[key];
  if (method === undefined || method === null) {
    return undefined;
  }
  if (typeof method !== "function") {
    throw new TypeError(`${prefix}: a method of the iterable is not a function`);
  }
  return method;
}

function iteratorOf(iterable, method) {
  const iterator = FunctionPrototypeCall(method, iterable);
  if (!isObject(iterator)) {
    throw new TypeError(`${prefix}: the iterator is not an object`);
  }
  return iterator;
}

function checkResult(result) {
  if (!isObject(result)) {
    throw new TypeError(`${prefix}: the iterator gave a result that is not an object`);
  }
}

// https://streams.spec.whatwg.org/#abstract-opdef-readablestreamfromiterable
function readableFromIterable(iterable) {
  const asyncMethod = methodOf(iterable, SymbolAsyncIterator);
  if (asyncMethod !== undefined) {
    return createReadable(new AsyncIteratorSource(iteratorOf(iterable, asyncMethod)), 0, null);
  }
  const method = methodOf(iterable, SymbolIterator);
  if (method === undefined) {
    throw new TypeError(`${prefix}: parameter 1 is not iterable`);
  }
  return createReadable(new IteratorSource(iteratorOf(iterable, method)), 0, null);
}

class AsyncIteratorSource {
  constructor(iterator) {
    this.iterator = iterator;
    this.nextMethod = iterator.next;
    this.pulls = true;
  }

  start() {}

  async pull(controller) {
    const step = await FunctionPrototypeCall(this.nextMethod, this.iterator);
    checkResult(step);
    if (step.done) {
      controller.close();
    } else {
      controller.enqueue(step.value);
    }
  }

  async cancel(reason) {
    const method = methodOf(this.iterator, "return");
    if (method !== undefined) {
      checkResult(await FunctionPrototypeCall(method, this.iterator, reason));
    }
  }
}
sealClass(AsyncIteratorSource);

/** Does what an iterator of the standard's kind does behind %AsyncFromSyncIteratorPrototype%. */
class IteratorSource {
  constructor(iterator) {
    this.iterator = iterator;
    this.nextMethod = iterator.next;
    this.pulls = true;
  }

  start() {}

  async pull(controller) {
    const step = FunctionPrototypeCall(this.nextMethod, this.iterator);
    checkResult(step);
    if (step.done) {
      await step.value;
      controller.close();
    } else {
      controller.enqueue(await this.#resolve(step.value));
    }
  }

  /** The value behind a promise; where there is none the iterator is closed. */
  async #resolve(value) {
    try {
      return await value;
    } catch (error) {
      this.#close();
      throw error;
    }
  }

  #close() {
    try {
      const method = methodOf(this.iterator, "return");
      if (method !== undefined) {
        FunctionPrototypeCall(method, this.iterator);
      }
    } catch {
      // the error that made it close counts
    }
  }

  async cancel(reason) {
    const method = methodOf(this.iterator, "return");
    if (method !== undefined) {
      const result = FunctionPrototypeCall(method, this.iterator, reason);
      checkResult(result);
      await result.value;
    }
  }
}
sealClass(IteratorSource);

module.exports = { readableFromIterable };

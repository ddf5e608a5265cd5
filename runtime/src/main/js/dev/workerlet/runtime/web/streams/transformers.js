"use strict";

const { FunctionPrototypeCall } = primordials;
const { sealClass } = require("web/infra/internal-classes");

// A transformer is an object with start(controller), transform(chunk, controller), flush(controller) and
// cancel(reason), which get the TransformStream's inside. They may throw, and give undefined or a promise.

const NO_TRANSFORMER = {
  __proto__: null,
  start() {},
  transform() {},
  flush() {},
  cancel() {},
};

/** The transformer object that a worker handed over. https://streams.spec.whatwg.org/#transformer-api */
class UserTransformer {
  constructor(object, start, transform, flush, cancel) {
    this.object = object;
    this.startCallback = start;
    this.transformCallback = transform;
    this.flushCallback = flush;
    this.cancelCallback = cancel;
  }

  start(inside) {
    const { startCallback } = this;
    return startCallback === undefined
      ? undefined
      : FunctionPrototypeCall(startCallback, this.object, inside.controller);
  }

  transform(chunk, inside) {
    const { transformCallback } = this;
    if (transformCallback === undefined) {
      inside.enqueue(chunk);
      return undefined;
    }
    return FunctionPrototypeCall(transformCallback, this.object, chunk, inside.controller);
  }

  flush(inside) {
    const { flushCallback } = this;
    return flushCallback === undefined
      ? undefined
      : FunctionPrototypeCall(flushCallback, this.object, inside.controller);
  }

  cancel(reason) {
    const { cancelCallback } = this;
    return cancelCallback === undefined ? undefined : FunctionPrototypeCall(cancelCallback, this.object, reason);
  }
}
sealClass(UserTransformer);

/** Algorithms of the platform's own, see createTransform in transform.js. */
class PlatformTransformer {
  constructor(algorithms) {
    this.algorithms = algorithms;
  }

  start() {}

  transform(chunk, inside) {
    return this.algorithms.transform(chunk, inside);
  }

  flush(inside) {
    return this.algorithms.flush?.(inside);
  }

  cancel(reason) {
    return this.algorithms.cancel?.(reason);
  }
}
sealClass(PlatformTransformer);

module.exports = { NO_TRANSFORMER, PlatformTransformer, UserTransformer };

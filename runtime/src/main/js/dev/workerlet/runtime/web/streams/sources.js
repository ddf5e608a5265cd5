"use strict";

const { FunctionPrototypeCall } = primordials;
const { sealClass } = require("web/infra/internal-classes");

// A source is an object with
//   pulls            whether pull() is worth a call
//   start(controller), pull(controller), cancel(reason)
// which get the controller's inside, never an object that a worker holds. They may throw, and give undefined, a
// promise or, start() and pull(), LATER.

const NO_SOURCE = {
  __proto__: null,
  pulls: false,
  start() {},
  pull() {},
  cancel() {},
};

/** The underlying source object that a worker handed over. https://streams.spec.whatwg.org/#underlying-source-api */
class UnderlyingSource {
  constructor(object, start, pull, cancel) {
    this.object = object;
    this.startCallback = start;
    this.pullCallback = pull;
    this.cancelCallback = cancel;
    this.pulls = pull !== undefined;
  }

  start(controller) {
    const { startCallback } = this;
    return startCallback === undefined
      ? undefined
      : FunctionPrototypeCall(startCallback, this.object, controller.object);
  }

  pull(controller) {
    return FunctionPrototypeCall(this.pullCallback, this.object, controller.object);
  }

  cancel(reason) {
    const { cancelCallback } = this;
    return cancelCallback === undefined ? undefined : FunctionPrototypeCall(cancelCallback, this.object, reason);
  }
}
sealClass(UnderlyingSource);

module.exports = { NO_SOURCE, UnderlyingSource };

"use strict";

const { FunctionPrototypeCall } = primordials;
const { sealClass } = require("web/infra/internal-classes");

// A sink is an object with start(controller), write(chunk, controller), close() and abort(reason), which get the
// controller's inside. They may throw, and give undefined, a promise or, start() and write(), LATER.

const NO_SINK = {
  __proto__: null,
  start() {},
  write() {},
  close() {},
  abort() {},
};

/** The underlying sink object that a worker handed over. https://streams.spec.whatwg.org/#underlying-sink-api */
class UnderlyingSink {
  constructor(object, start, write, close, abort) {
    this.object = object;
    this.startCallback = start;
    this.writeCallback = write;
    this.closeCallback = close;
    this.abortCallback = abort;
  }

  start(controller) {
    const { startCallback } = this;
    return startCallback === undefined
      ? undefined
      : FunctionPrototypeCall(startCallback, this.object, controller.object);
  }

  write(chunk, controller) {
    const { writeCallback } = this;
    return writeCallback === undefined
      ? undefined
      : FunctionPrototypeCall(writeCallback, this.object, chunk, controller.object);
  }

  close() {
    const { closeCallback } = this;
    return closeCallback === undefined ? undefined : FunctionPrototypeCall(closeCallback, this.object);
  }

  abort(reason) {
    const { abortCallback } = this;
    return abortCallback === undefined ? undefined : FunctionPrototypeCall(abortCallback, this.object, reason);
  }
}
sealClass(UnderlyingSink);

module.exports = { NO_SINK, UnderlyingSink };

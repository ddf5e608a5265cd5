"use strict";

const { defineInterface, illegalConstructor } = require("web/webidl/interfaces");

const internal = { __proto__: null };

// https://streams.spec.whatwg.org/#ws-default-controller-class
class WritableStreamDefaultController {
  #inside;

  constructor(token = undefined, inside = undefined) {
    if (token !== internal) {
      throw illegalConstructor();
    }
    this.#inside = inside;
  }

  get signal() {
    return this.#inside.signal;
  }

  error(e = undefined) {
    this.#inside.errorIfNeeded(e);
  }
}
defineInterface(WritableStreamDefaultController);

/** The WritableStreamDefaultController of an inside. */
function createWritableController(inside) {
  return new WritableStreamDefaultController(internal, inside);
}

module.exports = { WritableStreamDefaultController, createWritableController };

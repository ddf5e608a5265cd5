"use strict";

const { defineInterface, illegalConstructor } = require("web/webidl/interfaces");

const internal = { __proto__: null };

// https://streams.spec.whatwg.org/#rs-default-controller-class
class ReadableStreamDefaultController {
  #inside;

  constructor(token = undefined, inside = undefined) {
    if (token !== internal) {
      throw illegalConstructor();
    }
    this.#inside = inside;
  }

  get desiredSize() {
    return this.#inside.desiredSize;
  }

  close() {
    const inside = this.#inside;
    inside.checkOpen("close");
    inside.close();
  }

  enqueue(chunk = undefined) {
    const inside = this.#inside;
    inside.checkOpen("enqueue");
    inside.enqueue(chunk);
  }

  error(e = undefined) {
    this.#inside.error(e);
  }
}
defineInterface(ReadableStreamDefaultController);

/** The ReadableStreamDefaultController of an inside. */
function createDefaultController(inside) {
  return new ReadableStreamDefaultController(internal, inside);
}

module.exports = { ReadableStreamDefaultController, createDefaultController };

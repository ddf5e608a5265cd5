"use strict";

const { defineInterface, illegalConstructor } = require("web/webidl/interfaces");

const construct = require.lazy("web/streams/construct-transform");

const internal = { __proto__: null };

let isTransformStream, partsOf;

// https://streams.spec.whatwg.org/#ts-class
class TransformStream {
  #readable;
  #writable;

  constructor(transformer = undefined, writableStrategy = undefined, readableStrategy = undefined) {
    const inside =
      transformer === internal
        ? writableStrategy
        : construct().transformFromTransformer(transformer, writableStrategy, readableStrategy);
    this.#readable = inside.readable.stream;
    this.#writable = inside.writable.stream;
  }

  get readable() {
    return this.#readable;
  }

  get writable() {
    return this.#writable;
  }

  static {
    isTransformStream = (value) => typeof value === "object" && value !== null && #readable in value;
    partsOf = (stream) => ({ __proto__: null, readable: stream.#readable, writable: stream.#writable });
  }
}
defineInterface(TransformStream);

// https://streams.spec.whatwg.org/#ts-default-controller-class
class TransformStreamDefaultController {
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

  enqueue(chunk = undefined) {
    this.#inside.enqueue(chunk);
  }

  error(reason = undefined) {
    this.#inside.error(reason);
  }

  terminate() {
    this.#inside.terminate();
  }
}
defineInterface(TransformStreamDefaultController);

/** A TransformStream of two sides that need not belong together, both given as their insides. */
function createTransformStream(sides) {
  return new TransformStream(internal, sides);
}

/** The TransformStreamDefaultController of an inside. */
function createTransformController(inside) {
  return new TransformStreamDefaultController(internal, inside);
}

module.exports = {
  TransformStream,
  TransformStreamDefaultController,
  createTransformController,
  createTransformStream,
  isTransformStream,
  partsOf,
};

"use strict";

const { ObjectDefineProperty, TypeError } = primordials;
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { toDictionary } = require("web/webidl/objects");

// One function for all strategies of a realm. Methods of an object literal are no constructors.
const { byteLength } = {
  byteLength(chunk) {
    return chunk.byteLength;
  },
};
const { count } = {
  count() {
    return 1;
  },
};
nameSize(byteLength);
nameSize(count);

function nameSize(algorithm) {
  ObjectDefineProperty(algorithm, "name", { __proto__: null, value: "size" });
}

function toHighWaterMark(given, init, name) {
  const prefix = `Failed to construct '${name}'`;
  requiredArguments(given, 1, prefix);
  const highWaterMark = toDictionary(init, prefix, "QueuingStrategyInit")?.highWaterMark;
  if (highWaterMark === undefined) {
    throw new TypeError(`${prefix}: the required member highWaterMark is undefined.`);
  }
  return +highWaterMark;
}

// https://streams.spec.whatwg.org/#blqs-class
class ByteLengthQueuingStrategy {
  #highWaterMark;

  constructor(init) {
    this.#highWaterMark = toHighWaterMark(arguments.length, init, "ByteLengthQueuingStrategy");
  }

  get highWaterMark() {
    return this.#highWaterMark;
  }

  get size() {
    this.#highWaterMark;
    return byteLength;
  }
}
defineInterface(ByteLengthQueuingStrategy);

// https://streams.spec.whatwg.org/#cqs-class
class CountQueuingStrategy {
  #highWaterMark;

  constructor(init) {
    this.#highWaterMark = toHighWaterMark(arguments.length, init, "CountQueuingStrategy");
  }

  get highWaterMark() {
    return this.#highWaterMark;
  }

  get size() {
    this.#highWaterMark;
    return count;
  }
}
defineInterface(CountQueuingStrategy);

module.exports = { ByteLengthQueuingStrategy, CountQueuingStrategy };

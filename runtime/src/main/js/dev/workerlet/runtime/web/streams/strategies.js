"use strict";

const { FunctionPrototypeCall, RangeError } = primordials;
const { toCallback, toDictionary } = require("web/webidl/objects");

/** A QueuingStrategy as the constructors of streams take it; its members are undefined where it has none. */
function toQueuingStrategy(value, prefix) {
  const strategy = { __proto__: null, highWaterMark: undefined, size: undefined };
  const dictionary = toDictionary(value, prefix, "QueuingStrategy");
  if (dictionary !== undefined) {
    const { highWaterMark } = dictionary;
    if (highWaterMark !== undefined) {
      strategy.highWaterMark = +highWaterMark;
    }
    const { size } = dictionary;
    if (size !== undefined) {
      strategy.size = toCallback(size, prefix, "member size");
    }
  }
  return strategy;
}

// https://streams.spec.whatwg.org/#validate-and-normalize-high-water-mark
function highWaterMarkOf(strategy, defaultValue) {
  const { highWaterMark } = strategy;
  if (highWaterMark === undefined) {
    return defaultValue;
  }
  if (!(highWaterMark >= 0)) {
    throw new RangeError("The high water mark of a queuing strategy must be a non-negative number");
  }
  return highWaterMark;
}

/** What tells the size of a chunk, null where each counts as one. */
function sizeAlgorithmOf(strategy) {
  const { size } = strategy;
  return size === undefined ? null : (chunk) => +FunctionPrototypeCall(size, undefined, chunk);
}

module.exports = { highWaterMarkOf, sizeAlgorithmOf, toQueuingStrategy };

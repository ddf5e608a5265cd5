"use strict";

const { RangeError, TypeError } = primordials;
const { highWaterMarkOf, sizeAlgorithmOf, toQueuingStrategy } = require("web/streams/strategies");
const { UserTransformer } = require("web/streams/transformers");
const { Transforming } = require("web/streams/transforming");
const { isObject, toCallback } = require("web/webidl/objects");

const prefix = "Failed to construct 'TransformStream'";

// https://streams.spec.whatwg.org/#ts-constructor
function transformFromTransformer(object, writableArgument, readableArgument) {
  if (object !== undefined && !isObject(object)) {
    throw new TypeError(`${prefix}: parameter 1 is not an object.`);
  }
  const writable = toQueuingStrategy(writableArgument, prefix);
  const readable = toQueuingStrategy(readableArgument, prefix);
  const transformer = object === undefined ? new UserTransformer(undefined) : toTransformer(object);
  const readableMark = highWaterMarkOf(readable, 0);
  const readableSize = sizeAlgorithmOf(readable);
  const writableMark = highWaterMarkOf(writable, 1);
  return new Transforming(transformer, writableMark, sizeAlgorithmOf(writable), readableMark, readableSize);
}

/** The members in the order in which a dictionary is converted. */
function toTransformer(object) {
  const cancel = optionalCallback(object.cancel, "member cancel");
  const flush = optionalCallback(object.flush, "member flush");
  const { readableType } = object;
  const start = optionalCallback(object.start, "member start");
  const transform = optionalCallback(object.transform, "member transform");
  const { writableType } = object;
  if (readableType !== undefined || writableType !== undefined) {
    throw new RangeError(`${prefix}: members readableType and writableType are reserved.`);
  }
  return new UserTransformer(object, start, transform, flush, cancel);
}

function optionalCallback(value, context) {
  return value === undefined ? undefined : toCallback(value, prefix, context);
}

module.exports = { transformFromTransformer };

"use strict";

const { RangeError, TypeError } = primordials;
const { UnderlyingSink } = require("web/streams/sinks");
const { highWaterMarkOf, sizeAlgorithmOf, toQueuingStrategy } = require("web/streams/strategies");
const { Writable } = require("web/streams/writable");
const { WritableController } = require("web/streams/writable-controller");
const { isObject, toCallback } = require("web/webidl/objects");

const prefix = "Failed to construct 'WritableStream'";

// https://streams.spec.whatwg.org/#ws-constructor
function writableFromUnderlyingSink(object, strategyArgument) {
  if (object !== undefined && !isObject(object)) {
    throw new TypeError(`${prefix}: parameter 1 is not an object.`);
  }
  const strategy = toQueuingStrategy(strategyArgument, prefix);
  const sink = object === undefined ? new UnderlyingSink(undefined) : toSink(object);
  return createWritable(sink, highWaterMarkOf(strategy, 1), sizeAlgorithmOf(strategy));
}

/** The members in the order in which a dictionary is converted. */
function toSink(object) {
  const abort = optionalCallback(object.abort, "member abort");
  const close = optionalCallback(object.close, "member close");
  const start = optionalCallback(object.start, "member start");
  const { type } = object;
  const write = optionalCallback(object.write, "member write");
  if (type !== undefined) {
    throw new RangeError(`${prefix}: member type is reserved.`);
  }
  return new UnderlyingSink(object, start, write, close, abort);
}

function optionalCallback(value, context) {
  return value === undefined ? undefined : toCallback(value, prefix, context);
}

/** A stream over a sink. https://streams.spec.whatwg.org/#create-writable-stream */
function createWritable(sink, highWaterMark, size) {
  const writable = new Writable();
  new WritableController(writable, sink, highWaterMark, size).start();
  return writable;
}

module.exports = { createWritable, writableFromUnderlyingSink };

"use strict";

const { RangeError, TypeError } = primordials;
const { Readable } = require("web/streams/readable");
const { DefaultController } = require("web/streams/default-controller");
const { UnderlyingSource } = require("web/streams/sources");
const { highWaterMarkOf, sizeAlgorithmOf, toQueuingStrategy } = require("web/streams/strategies");
const { ENFORCE_RANGE, toUnsignedLongLong } = require("web/webidl/numbers");
const { isObject, toCallback } = require("web/webidl/objects");
const { toEnumeration } = require("web/webidl/strings");

const byteController = require.lazy("web/streams/byte-controller");

const prefix = "Failed to construct 'ReadableStream'";

// https://streams.spec.whatwg.org/#rs-constructor
function readableFromUnderlyingSource(object, strategyArgument) {
  if (object !== undefined && !isObject(object)) {
    throw new TypeError(`${prefix}: parameter 1 is not an object.`);
  }
  const strategy = toQueuingStrategy(strategyArgument, prefix);
  if (object === undefined) {
    return createReadable(new UnderlyingSource(undefined), highWaterMarkOf(strategy, 1), sizeAlgorithmOf(strategy));
  }
  // the members in the order in which a dictionary is converted
  const { autoAllocateChunkSize } = object;
  const chunkSize =
    autoAllocateChunkSize === undefined
      ? undefined
      : toUnsignedLongLong(autoAllocateChunkSize, prefix, "member autoAllocateChunkSize", ENFORCE_RANGE);
  const cancel = optionalCallback(object.cancel, "member cancel");
  const pull = optionalCallback(object.pull, "member pull");
  const start = optionalCallback(object.start, "member start");
  const { type } = object;
  const source = new UnderlyingSource(object, start, pull, cancel);
  if (type === undefined) {
    return createReadable(source, highWaterMarkOf(strategy, 1), sizeAlgorithmOf(strategy));
  }
  toEnumeration(type, ["bytes"], prefix, "member type", "ReadableStreamType");
  if (strategy.size !== undefined) {
    throw new RangeError(`${prefix}: a stream of type 'bytes' can't have a strategy with a size.`);
  }
  const highWaterMark = highWaterMarkOf(strategy, 0);
  if (chunkSize === 0) {
    throw new TypeError(`${prefix}: member autoAllocateChunkSize must be greater than 0.`);
  }
  return createByteReadable(source, highWaterMark, chunkSize ?? 0);
}

function optionalCallback(value, context) {
  return value === undefined ? undefined : toCallback(value, prefix, context);
}

/** A stream of any chunks over a source. https://streams.spec.whatwg.org/#abstract-opdef-createreadablestream */
function createReadable(source, highWaterMark, size) {
  const readable = new Readable();
  new DefaultController(readable, source, highWaterMark, size).start();
  return readable;
}

/** A stream of bytes over a source. https://streams.spec.whatwg.org/#abstract-opdef-createreadablebytestream */
function createByteReadable(source, highWaterMark, autoAllocateChunkSize) {
  const readable = new Readable();
  const { ByteController } = byteController();
  new ByteController(readable, source, highWaterMark, autoAllocateChunkSize).start();
  return readable;
}

module.exports = { createByteReadable, createReadable, readableFromUnderlyingSource };

"use strict";

const { RangeError, TypeError, TypedArrayPrototypeGetLength } = primordials;
const { bufferOf, byteLengthOf, isDetached, lengthOf } = require("web/streams/views");
const { ENFORCE_RANGE, toUnsignedLongLong } = require("web/webidl/numbers");
const { isTypedArray, toArrayBufferView, toDictionary } = require("web/webidl/objects");

const prefix = "Failed to execute 'read' on 'ReadableStreamBYOBReader'";

// https://streams.spec.whatwg.org/#byob-reader-read
function read(reader, value, options) {
  const view = toArrayBufferView(value, prefix, "parameter 1");
  const dictionary = toDictionary(options, prefix, "ReadableStreamBYOBReaderReadOptions");
  const given = dictionary?.min;
  const min = given === undefined ? 1 : toUnsignedLongLong(given, prefix, "member min", ENFORCE_RANGE);
  checkNotEmpty(view, prefix);
  if (min === 0) {
    throw new TypeError(`${prefix}: member min must be greater than 0`);
  }
  if (min > (isTypedArray(view) ? TypedArrayPrototypeGetLength(view) : byteLengthOf(view))) {
    throw new RangeError(`${prefix}: member min must not exceed the length of the view`);
  }
  return reader.readToPromise(view, min);
}

function checkNotEmpty(view, prefix) {
  const buffer = bufferOf(view);
  if (isDetached(buffer)) {
    throw new TypeError(`${prefix}: the buffer of the view is detached`);
  }
  if (byteLengthOf(view) === 0 || lengthOf(buffer) === 0) {
    throw new TypeError(`${prefix}: the view must not be empty`);
  }
}

module.exports = { checkNotEmpty, read };

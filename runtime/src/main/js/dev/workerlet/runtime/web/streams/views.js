"use strict";

const {
  ArrayBufferPrototypeGetByteLength,
  ArrayBufferPrototypeGetDetached,
  DataView,
  DataViewPrototypeGetBuffer,
  DataViewPrototypeGetByteLength,
  DataViewPrototypeGetByteOffset,
  TypedArrayConstructors,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetSymbolToStringTag,
  TypedArrayPrototypeSet,
  Uint8Array,
} = primordials;
const { isTypedArray } = require("web/webidl/objects");

function bufferOf(view) {
  return isTypedArray(view) ? TypedArrayPrototypeGetBuffer(view) : DataViewPrototypeGetBuffer(view);
}

/** 0 for a view that is out of its buffer's bounds. */
function byteLengthOf(view) {
  if (isTypedArray(view)) {
    return TypedArrayPrototypeGetByteLength(view);
  }
  // a DataView on a detached buffer throws where a typed array says 0
  return ArrayBufferPrototypeGetDetached(DataViewPrototypeGetBuffer(view)) ? 0 : DataViewPrototypeGetByteLength(view);
}

function byteOffsetOf(view) {
  if (isTypedArray(view)) {
    return TypedArrayPrototypeGetByteOffset(view);
  }
  return ArrayBufferPrototypeGetDetached(DataViewPrototypeGetBuffer(view)) ? 0 : DataViewPrototypeGetByteOffset(view);
}

/** The built-in class of a view. */
function viewConstructorOf(view) {
  const name = TypedArrayPrototypeGetSymbolToStringTag(view);
  return name === undefined ? DataView : TypedArrayConstructors[name];
}

function elementSizeOf(ViewConstructor) {
  return ViewConstructor === DataView ? 1 : ViewConstructor.BYTES_PER_ELEMENT;
}

function copyBytes(target, targetOffset, source, sourceOffset, count) {
  TypedArrayPrototypeSet(new Uint8Array(target, targetOffset, count), new Uint8Array(source, sourceOffset, count));
}

const isDetached = ArrayBufferPrototypeGetDetached;
const lengthOf = ArrayBufferPrototypeGetByteLength;

module.exports = {
  bufferOf,
  byteLengthOf,
  byteOffsetOf,
  copyBytes,
  elementSizeOf,
  isDetached,
  lengthOf,
  viewConstructorOf,
};

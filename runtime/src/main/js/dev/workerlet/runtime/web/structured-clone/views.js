"use strict";

const {
  ArrayBufferPrototypeGetByteLength,
  ArrayBufferPrototypeGetMaxByteLength,
  ArrayBufferPrototypeGetResizable,
  ArrayBufferPrototypeResize,
  DataViewPrototypeGetByteLength,
  DataViewPrototypeGetByteOffset,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeSet,
  Uint8Array,
} = primordials;
const { copyOfBytes } = require("web/infra/bytes");
const { isArrayBuffer, isTypedArray } = require("web/webidl/objects");

function extentOf(view) {
  return isTypedArray(view) ? TypedArrayPrototypeGetByteLength(view) : DataViewPrototypeGetByteLength(view);
}

function elementSizeOf(view) {
  const length = isTypedArray(view) ? TypedArrayPrototypeGetLength(view) : 0;
  return length === 0 ? 8 : TypedArrayPrototypeGetByteLength(view) / length;
}

function extentAfterGrowth(view, buffer, length, step) {
  ArrayBufferPrototypeResize(buffer, length + step);
  const extent = extentOf(view);
  ArrayBufferPrototypeResize(buffer, length);
  return extent;
}

/** The view's extent while the buffer is shorter; -1 when it is then out of bounds. The bytes come back. */
function extentAfterShrinking(view, buffer, length, step) {
  const tail = copyOfBytes(new Uint8Array(buffer, length - step, step));
  ArrayBufferPrototypeResize(buffer, length - step);
  let extent;
  try {
    extent = extentOf(view);
  } catch {
    extent = -1;
  }
  ArrayBufferPrototypeResize(buffer, length);
  TypedArrayPrototypeSet(new Uint8Array(buffer), tail, length - step);
  return extent;
}

/**
 * Whether a view's [[ArrayLength]] or [[ByteLength]] is "auto". No property tells. Only a view that reaches the end of
 * a resizable buffer can be meant; such a buffer is resized for a moment, which nobody can see.
 */
function tracksLength(view, buffer) {
  if (!isArrayBuffer(buffer) || !ArrayBufferPrototypeGetResizable(buffer)) {
    return false;
  }
  const length = ArrayBufferPrototypeGetByteLength(buffer);
  const extent = extentOf(view);
  const offset = isTypedArray(view) ? TypedArrayPrototypeGetByteOffset(view) : DataViewPrototypeGetByteOffset(view);
  const step = elementSizeOf(view);
  if (length - offset - extent >= step) {
    return false;
  }
  if (ArrayBufferPrototypeGetMaxByteLength(buffer) - length >= step) {
    return extentAfterGrowth(view, buffer, length, step) > extent;
  }
  // A view of fixed length is out of bounds then, and a typed array says 0.
  return extent > step && extentAfterShrinking(view, buffer, length, step) > 0;
}

module.exports = { tracksLength };

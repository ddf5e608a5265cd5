"use strict";

const {
  ArrayBufferPrototypeGetByteLength,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeSet,
  Uint8Array,
} = primordials;

// TypedArray.prototype.slice and subarray ask the array's `constructor` which class to make, and a
// worker may have replaced that. These do not ask.

/** Bytes start…end over the same memory. */
function subarrayOf(bytes, start, end) {
  return new Uint8Array(
    TypedArrayPrototypeGetBuffer(bytes),
    TypedArrayPrototypeGetByteOffset(bytes) + start,
    end - start,
  );
}

/** Bytes start…end in memory of their own. */
function sliceOf(bytes, start, end) {
  const slice = new Uint8Array(end - start);
  TypedArrayPrototypeSet(slice, subarrayOf(bytes, start, end));
  return slice;
}

function copyOfBytes(bytes) {
  return sliceOf(bytes, 0, TypedArrayPrototypeGetByteLength(bytes));
}

/** Several Uint8Arrays, `total` bytes in all, as one. */
function concatenate(chunks, total) {
  const bytes = new Uint8Array(total);
  let offset = 0;
  for (let i = 0; i < chunks.length; i++) {
    TypedArrayPrototypeSet(bytes, chunks[i], offset);
    offset += TypedArrayPrototypeGetByteLength(chunks[i]);
  }
  return bytes;
}

/** Whether a view covers its buffer from end to end. */
function spansBuffer(bytes) {
  return (
    TypedArrayPrototypeGetByteLength(bytes) ===
    ArrayBufferPrototypeGetByteLength(TypedArrayPrototypeGetBuffer(bytes))
  );
}

module.exports = { concatenate, copyOfBytes, sliceOf, spansBuffer, subarrayOf };

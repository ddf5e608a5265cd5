"use strict";

const {
  ArrayBuffer,
  ObjectDefineProperty,
  ObjectGetPrototypeOf,
  Promise,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  TypeError,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeSet,
  Uint32Array,
  Uint8Array,
} = primordials;
const operations = require("context/operations");
const { DOMException } = require("web/dom/dom-exception");
const { sliceOf } = require("web/infra/bytes");
const { createList } = require("web/infra/lists");

// A promise that is resolved with an object asks it for `then`, and one that is awaited is asked for its `constructor`:
// a worker may have put either on a prototype, and would get hold of what passes. So what may be a key passes within a
// record without a prototype, and a promise of the platform's own gets its `constructor` as a property of its own.

/** More bytes than this are worth a way off the loop: below it, the way costs more than the work. */
const MOST_BYTES_AT_ONCE = 32_768;

/** A result to hand on: one property, no prototype. */
function box(bytes) {
  return { __proto__: null, bytes };
}

/** A promise that may be awaited among built-ins that a worker replaced; a record without a prototype is given back. */
function own(result) {
  if (ObjectGetPrototypeOf(result) !== null) {
    ObjectDefineProperty(result, "constructor", { __proto__: null, value: Promise });
  }
  return result;
}

/** Runs an operation of the host off the loop: a promise of a box. */
function computeLater(name, texts, blobs) {
  return own(operations.callInto(name, texts, blobs, box));
}

/** Runs an operation of the host at once: a box. */
function computeNow(name, texts, blobs) {
  let text = "";
  for (let i = 0; i < texts.length; i++) {
    text += i === 0 ? texts[i] : `\n${texts[i]}`;
  }
  const result = operations.computeNow(name, text, pack(blobs));
  if (typeof result === "string") {
    throw errorOf(result);
  }
  return box(new Uint8Array(result));
}

/** Runs an operation at once where there is little data, in and `outputBytes` out; off the loop otherwise. */
function compute(name, texts, blobs, outputBytes = 0) {
  let total = outputBytes;
  for (let i = 0; i < blobs.length; i++) {
    total += TypedArrayPrototypeGetByteLength(blobs[i]);
  }
  return total > MOST_BYTES_AT_ONCE ? computeLater(name, texts, blobs) : computeNow(name, texts, blobs);
}

/** The lengths of the blobs, then their bytes: one argument crosses to the host faster than several. */
function pack(blobs) {
  let total = 4 * (blobs.length + 1);
  for (let i = 0; i < blobs.length; i++) {
    total += TypedArrayPrototypeGetByteLength(blobs[i]);
  }
  const buffer = new ArrayBuffer(total);
  const bytes = new Uint8Array(buffer);
  const words = new Uint32Array(buffer, 0, blobs.length + 1);
  words[0] = blobs.length;
  let offset = 4 * (blobs.length + 1);
  for (let i = 0; i < blobs.length; i++) {
    const length = TypedArrayPrototypeGetByteLength(blobs[i]);
    words[i + 1] = length;
    TypedArrayPrototypeSet(bytes, blobs[i], offset);
    offset += length;
  }
  return buffer;
}

/** `text` is the error's name and, from the second line on, its message. */
function errorOf(text) {
  const nameEnd = StringPrototypeIndexOf(text, "\n");
  const name = StringPrototypeSlice(text, 0, nameEnd);
  const message = StringPrototypeSlice(text, nameEnd + 1);
  return name === "TypeError" ? new TypeError(message) : new DOMException(message, name);
}

/** Splits a result of several parts, each after its length as four bytes, the highest first. */
function unpack(bytes) {
  const parts = createList();
  const end = TypedArrayPrototypeGetByteLength(bytes);
  let count = 0;
  for (let at = 0; at < end; ) {
    const length = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    parts[count++] = sliceOf(bytes, at + 4, at + 4 + length);
    at += 4 + length;
  }
  return parts;
}

module.exports = { box, compute, computeLater, computeNow, own, unpack };

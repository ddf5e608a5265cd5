"use strict";

const {
  ArrayPrototypePush,
  MathMax,
  MathMin,
  PromiseReject,
  PromiseResolve,
  RegExpPrototypeExec,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeToLowerCase,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteLength,
} = primordials;
const { utf8Decode, utf8Encode } = require("web/encoding/utf8");
const { concatenate, copyOfBytes, subarrayOf } = require("web/infra/bytes");
const { createBytesStream } = require("web/streams/streams");
const { defineSerializable } = require("web/structured-clone/platform-objects");
const { defineInterface } = require("web/webidl/interfaces");
const { CLAMP, toLongLong } = require("web/webidl/numbers");
const { copyBytesOf, isBufferSource, isObject, toDictionary, toSequence } = require("web/webidl/objects");
const { toDOMString, toEnumeration, toUSVString } = require("web/webidl/strings");

const prefix = "Failed to construct 'Blob'";
const internal = { __proto__: null };
const endingTypes = ["transparent", "native"];
const notTypeCharacter = /[^\x20-\x7e]/;

let isBlob, blobBytes, blobType, initializeBlob;

/** Blob and USVString parts as they are; the bytes of a buffer source are copied at once. */
function toPart(value) {
  if (isObject(value)) {
    if (isBlob(value)) {
      return blobBytes(value);
    }
    if (isBufferSource(value)) {
      return copyBytesOf(value);
    }
  }
  return toUSVString(value);
}

// https://w3c.github.io/FileAPI/#convert-line-endings-to-native, where native is a line feed
function normalizeLineEndings(text) {
  let output = "";
  let start = 0;
  for (;;) {
    const index = StringPrototypeIndexOf(text, "\r", start);
    if (index === -1) {
      return output + StringPrototypeSlice(text, start);
    }
    output += `${StringPrototypeSlice(text, start, index)}\n`;
    start = text[index + 1] === "\n" ? index + 2 : index + 1;
  }
}

// https://w3c.github.io/FileAPI/#process-blob-parts
function processParts(parts, normalizesEndings) {
  const chunks = [];
  let total = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    const chunk =
      typeof part === "string" ? utf8Encode(normalizesEndings ? normalizeLineEndings(part) : part) : part;
    ArrayPrototypePush(chunks, chunk);
    total += TypedArrayPrototypeGetByteLength(chunk);
  }
  return chunks.length === 1 ? chunks[0] : concatenate(chunks, total);
}

function normalizeType(type) {
  return RegExpPrototypeExec(notTypeCharacter, type) === null ? StringPrototypeToLowerCase(type) : "";
}

// https://w3c.github.io/FileAPI/#blob-section
class Blob {
  /** Never written to and never handed out, so slices and clones share it. */
  #bytes;
  #type;

  constructor(blobParts = undefined, options = undefined) {
    if (blobParts === internal) {
      return;
    }
    const parts = blobParts === undefined ? [] : toSequence(blobParts, toPart, prefix, "parameter 1");
    const dictionary = toDictionary(options, prefix, "BlobPropertyBag");
    let endings = "transparent";
    let type = "";
    if (dictionary !== undefined) {
      const endingsMember = dictionary.endings;
      if (endingsMember !== undefined) {
        endings = toEnumeration(endingsMember, endingTypes, prefix, "endings", "EndingType");
      }
      const typeMember = dictionary.type;
      if (typeMember !== undefined) {
        type = normalizeType(toDOMString(typeMember));
      }
    }
    this.#bytes = processParts(parts, endings === "native");
    this.#type = type;
  }

  get size() {
    return TypedArrayPrototypeGetByteLength(this.#bytes);
  }

  get type() {
    return this.#type;
  }

  slice(start = undefined, end = undefined, contentType = undefined) {
    const slicePrefix = "Failed to execute 'slice' on 'Blob'";
    const size = TypedArrayPrototypeGetByteLength(this.#bytes);
    const from = start === undefined ? 0 : toLongLong(start, slicePrefix, "parameter 1", CLAMP);
    const to = end === undefined ? size : toLongLong(end, slicePrefix, "parameter 2", CLAMP);
    const type = contentType === undefined ? "" : normalizeType(toDOMString(contentType));
    const first = from < 0 ? MathMax(size + from, 0) : MathMin(from, size);
    const last = to < 0 ? MathMax(size + to, 0) : MathMin(to, size);
    return createBlob(subarrayOf(this.#bytes, first, MathMax(first, last)), type);
  }

  stream() {
    return createBytesStream(copyOfBytes(this.#bytes));
  }

  text() {
    try {
      return PromiseResolve(utf8Decode(this.#bytes));
    } catch (error) {
      return PromiseReject(error);
    }
  }

  arrayBuffer() {
    try {
      return PromiseResolve(TypedArrayPrototypeGetBuffer(copyOfBytes(this.#bytes)));
    } catch (error) {
      return PromiseReject(error);
    }
  }

  bytes() {
    try {
      return PromiseResolve(copyOfBytes(this.#bytes));
    } catch (error) {
      return PromiseReject(error);
    }
  }

  static {
    isBlob = (value) => typeof value === "object" && value !== null && #bytes in value;
    blobBytes = (blob) => blob.#bytes;
    blobType = (blob) => blob.#type;
    initializeBlob = (blob, bytes, type) => {
      blob.#bytes = bytes;
      blob.#type = type;
      return blob;
    };
  }
}
defineInterface(Blob);

function createBlob(bytes, type) {
  return initializeBlob(new Blob(internal), bytes, type);
}
defineSerializable(isBlob, (blob) => createBlob(blobBytes(blob), blobType(blob)), {
  __proto__: null,
  name: "Blob",
  // a copy: a slice's bytes lie among those of the whole
  take: (blob) => [copyOfBytes(blobBytes(blob)), blobType(blob)],
  make: (parts) => createBlob(parts[0], parts[1]),
});

module.exports = {
  Blob,
  /** The bytes of a blob, to be read and never changed or given out. */
  blobBytes,
  blobType,
  createBlob,
  /** For File: constructing with `internal` leaves the state to `initializeBlob`. */
  initializeBlob,
  internal,
  isBlob,
};

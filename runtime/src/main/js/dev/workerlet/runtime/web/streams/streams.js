"use strict";

const {
  ArrayPrototypePush,
  ObjectGetOwnPropertyDescriptor,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  TypeError,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetSymbolToStringTag,
  uncurryThis,
} = primordials;
const { AbortController } = require("web/dom/abort-controller");
const { DOMException } = require("web/dom/dom-exception");
const { addPlatformInterface } = require("web/infra/brands");
const { concatenate } = require("web/infra/bytes");
const { requireWithGlobals } = require("web/infra/require-with-globals");

// The classes of the Streams Standard come from a library; the platform keeps its own references to
// the few of their methods it uses, so that it does not go through what a worker can replace.
const library = requireWithGlobals(() => require("web-streams-polyfill/dist/ponyfill.es2018.js"), {
  AbortController,
  DOMException,
});
const { ReadableStream, TransformStream } = library;

const streamPrototype = ReadableStream.prototype;
const getReader = uncurryThis(streamPrototype.getReader);
const getLocked = uncurryThis(ObjectGetOwnPropertyDescriptor(streamPrototype, "locked").get);
const pipeThrough = uncurryThis(streamPrototype.pipeThrough);
const teeStream = uncurryThis(streamPrototype.tee);
const readFrom = uncurryThis(library.ReadableStreamDefaultReader.prototype.read);
const cancelReader = uncurryThis(library.ReadableStreamDefaultReader.prototype.cancel);
const enqueue = uncurryThis(library.ReadableByteStreamController.prototype.enqueue);
const close = uncurryThis(library.ReadableByteStreamController.prototype.close);

function isReadableStream(value) {
  if (value === null || value === undefined || !ObjectPrototypeHasOwnProperty(value, "_readableStreamController")) {
    return false;
  }
  try {
    getLocked(value);
    return true;
  } catch {
    return false;
  }
}

// https://streams.spec.whatwg.org/#is-readable-stream-disturbed has no public name in the library.
function isDisturbed(stream) {
  return stream._disturbed;
}

/** A byte stream that gives one chunk; the chunk's memory passes to the stream. */
function createBytesStream(bytes) {
  if (TypedArrayPrototypeGetByteLength(bytes) === 0) {
    return new ReadableStream({ __proto__: null, type: "bytes", start: close });
  }
  return new ReadableStream({
    __proto__: null,
    type: "bytes",
    pull(controller) {
      enqueue(controller, bytes);
      close(controller);
    },
  });
}

/** A stream as it is after everything has been read from it: disturbed, closed and locked. */
function createConsumedStream() {
  const stream = new ReadableStream({ __proto__: null, type: "bytes", start: close });
  cancelReader(getReader(stream));
  return stream;
}

// https://streams.spec.whatwg.org/#readablestream-create-a-proxy
function createProxy(stream) {
  return pipeThrough(stream, new TransformStream());
}

/** Reads a stream of Uint8Arrays to its end and gives the bytes as one. */
async function collect(stream) {
  const reader = getReader(stream);
  const chunks = [];
  let total = 0;
  for (;;) {
    const { done, value } = await readFrom(reader);
    if (done) {
      return chunks.length === 1 ? chunks[0] : concatenate(chunks, total);
    }
    if (TypedArrayPrototypeGetSymbolToStringTag(value) !== "Uint8Array") {
      throw new TypeError("Received a chunk that is not a Uint8Array");
    }
    ArrayPrototypePush(chunks, value);
    total += TypedArrayPrototypeGetByteLength(value);
  }
}

const interfaces = {
  __proto__: null,
  ByteLengthQueuingStrategy: library.ByteLengthQueuingStrategy,
  CountQueuingStrategy: library.CountQueuingStrategy,
  ReadableByteStreamController: library.ReadableByteStreamController,
  ReadableStream,
  ReadableStreamBYOBReader: library.ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest: library.ReadableStreamBYOBRequest,
  ReadableStreamDefaultController: library.ReadableStreamDefaultController,
  ReadableStreamDefaultReader: library.ReadableStreamDefaultReader,
  TransformStream,
  TransformStreamDefaultController: library.TransformStreamDefaultController,
  WritableStream: library.WritableStream,
  WritableStreamDefaultController: library.WritableStreamDefaultController,
  WritableStreamDefaultWriter: library.WritableStreamDefaultWriter,
};
const names = ObjectKeys(interfaces);
for (let i = 0; i < names.length; i++) {
  addPlatformInterface(interfaces[names[i]]);
}

module.exports = {
  collect,
  createBytesStream,
  createConsumedStream,
  createProxy,
  interfaces,
  isDisturbed,
  isLocked: getLocked,
  isReadableStream,
  tee: teeStream,
};

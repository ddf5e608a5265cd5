// Streams as the rest of the platform uses them. What is behind the classes' methods is compiled when it is first
// needed, so a worker that touches no stream has the classes' shells only.
"use strict";

const { PromiseReject } = primordials;
const { ReadableStreamBYOBReader } = require("web/streams/interfaces/byob-reader");
const { ReadableStreamBYOBRequest } = require("web/streams/interfaces/byob-request");
const { ReadableStreamDefaultReader } = require("web/streams/interfaces/default-reader");
const { ByteLengthQueuingStrategy, CountQueuingStrategy } = require("web/streams/interfaces/queuing-strategies");
const { ReadableByteStreamController } = require("web/streams/interfaces/readable-byte-controller");
const { ReadableStreamDefaultController } = require("web/streams/interfaces/readable-default-controller");
const { ReadableStream, insideOf, isReadableStream } = require("web/streams/interfaces/readable-stream");
const {
  TransformStream,
  TransformStreamDefaultController,
  isTransformStream,
  partsOf,
} = require("web/streams/interfaces/transform-stream");
const { WritableStreamDefaultController } = require("web/streams/interfaces/writable-controller");
const writableStreams = require("web/streams/interfaces/writable-stream");
const { defineTransferable } = require("web/structured-clone/platform-objects");

const platformStreams = require.lazy("web/streams/platform-streams");
const reading = require.lazy("web/streams/read-each");
const teeing = require.lazy("web/streams/tee");
const transfer = require.lazy("web/streams/transfer");

/** https://streams.spec.whatwg.org/#is-readable-stream-disturbed */
function isDisturbed(stream) {
  return insideOf(stream).disturbed;
}

function isLocked(stream) {
  return insideOf(stream).isLocked();
}

/** A byte stream that gives one chunk; the chunk's memory passes to the stream. */
function createBytesStream(bytes) {
  return platformStreams().bytesReadable(bytes).stream;
}

/** A stream as it is after everything has been read from it: disturbed, closed and locked. */
function createConsumedStream() {
  return platformStreams().consumedReadable().stream;
}

/**
 * A stream whose source is the platform. Members of `source`, an object without a prototype, all optional:
 *
 * - `start(controller)`: called at once
 * - `pull(controller)`: called when the stream wants more, never again before it has ended: at once if it gives
 *   undefined, with the promise if it gives one, and if it gives LATER (web/streams/promises) when the platform calls
 *   `controller.pulled()`, which makes no promise
 * - `cancel(reason)`: the reader wants no more; may give a promise
 * - `isBytes`: the chunks are Uint8Arrays, and BYOB readers work
 * - `highWaterMark`: how much the stream takes before a reader asks, in chunks or bytes; 0 if absent
 *
 * `controller` has `desiredSize`, `enqueue(chunk)`, `close()` and `error(reason)`, to be called whenever there is
 * something, in a pull or not; a byte stream's also `enqueueOwned(buffer, byteOffset, byteLength)` for memory that
 * nobody else refers to. No object that a worker could reach is made for it. What comes too late is ignored.
 */
function createStream(source) {
  return platformStreams().createSourced(source).stream;
}

/** The source of a stream of createStream that nobody has read, locked or ended; undefined for any other. */
function pristineSource(stream) {
  return platformStreams().pristineSource(insideOf(stream));
}

/** Cancels a stream that nobody reads; what its source says to that is nobody's concern. */
function cancelStream(stream, reason) {
  platformStreams().cancelUnread(insideOf(stream), reason);
}

/** Leaves a stream locked and disturbed: whoever has its source reads that. */
function seize(stream) {
  platformStreams().seize(insideOf(stream));
}

/**
 * Reads any stream by callbacks, with no promise for a chunk. It locks the stream, throws where that is locked already,
 * and begins with the first `resume()`. Members of `consumer`:
 *
 * - `chunk(value)`: true asks for the next, anything else makes a pause that `resume()` ends
 * - `close()`, `error(reason)`: the end; nothing comes after it
 *
 * They are called as the stream has something: in `resume()`, or in whatever the source does when it enqueues. They
 * must not throw. What is given back also has `cancel(reason)`, after which the consumer hears no more.
 */
function readEach(stream, consumer) {
  return reading().readEach(insideOf(stream), consumer);
}

/** https://streams.spec.whatwg.org/#readablestream-create-a-proxy */
function createProxy(stream) {
  return platformStreams().proxyOf(insideOf(stream)).stream;
}

/** Reads a stream of Uint8Arrays to its end; a promise of the bytes as one, in memory that nobody else refers to. */
function collect(stream) {
  try {
    return reading().collect(insideOf(stream));
  } catch (error) {
    return PromiseReject(error);
  }
}

/**
 * Two streams with the same content, the second with clones of the chunks.
 * https://streams.spec.whatwg.org/#readablestream-tee
 */
function tee(stream) {
  const { first, second } = teeing().tee(insideOf(stream), true);
  return [first.stream, second.stream];
}

const interfaces = {
  __proto__: null,
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
  ReadableByteStreamController,
  ReadableStream,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableStreamDefaultController,
  ReadableStreamDefaultReader,
  TransformStream,
  TransformStreamDefaultController,
  WritableStream: writableStreams.WritableStream,
  WritableStreamDefaultController,
  WritableStreamDefaultWriter: writableStreams.WritableStreamDefaultWriter,
};

const isWritableLocked = (stream) => writableStreams.insideOf(stream).isLocked();

// Whoever transfers a stream finds it locked from then on, and a locked one can't be transferred.
defineTransferable(isReadableStream, isLocked, (stream) => transfer().transferReadable(stream));
defineTransferable(writableStreams.isWritableStream, isWritableLocked, (stream) => transfer().transferWritable(stream));
defineTransferable(
  isTransformStream,
  (stream) => isLocked(partsOf(stream).readable) || isWritableLocked(partsOf(stream).writable),
  (stream) => transfer().transferTransform(stream),
);

module.exports = {
  cancelStream,
  collect,
  createBytesStream,
  createConsumedStream,
  createProxy,
  createStream,
  interfaces,
  isDisturbed,
  isLocked,
  isReadableStream,
  pristineSource,
  readEach,
  seize,
  tee,
};

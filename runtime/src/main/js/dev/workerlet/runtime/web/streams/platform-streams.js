"use strict";

const {
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset,
} = primordials;
const { sealClass } = require("web/infra/internal-classes");
const { ByteController } = require("web/streams/byte-controller");
const { createByteReadable, createReadable } = require("web/streams/construct-readable");
const { markHandled } = require("web/streams/promises");
const { READABLE, Readable } = require("web/streams/readable");
const { acquireDefaultReader } = require("web/streams/readers");
const { NO_SOURCE } = require("web/streams/sources");

const pipe = require.lazy("web/streams/pipe");
const transformers = require.lazy("web/streams/transformers");
const transforming = require.lazy("web/streams/transforming");

/** The algorithms of the platform's own, as a source. */
class PlatformSource {
  constructor(algorithms) {
    this.algorithms = algorithms;
    this.pulls = algorithms.pull !== undefined;
  }

  start(controller) {
    this.algorithms.start?.(controller);
  }

  pull(controller) {
    return this.algorithms.pull(controller);
  }

  cancel(reason) {
    return this.algorithms.cancel?.(reason);
  }
}
sealClass(PlatformSource);

function createSourced(algorithms) {
  const source = new PlatformSource(algorithms);
  const mark = algorithms.highWaterMark ?? 0;
  return algorithms.isBytes ? createByteReadable(source, mark, 0) : createReadable(source, mark, null);
}

/** See streams.js. */
function pristineSource(readable) {
  const isPristine = !readable.disturbed && !readable.isLocked() && readable.state === READABLE;
  const { source } = readable.controller;
  return isPristine && source instanceof PlatformSource ? source.algorithms : undefined;
}

function cancelUnread(readable, reason) {
  markHandled(readable.cancel(reason));
}

function seize(readable) {
  readable.disturbed = true;
  acquireDefaultReader(readable);
}

function emptyByteReadable() {
  const readable = new Readable();
  new ByteController(readable, NO_SOURCE, 0, 0).start();
  return readable;
}

function bytesReadable(bytes) {
  const readable = emptyByteReadable();
  const { controller } = readable;
  const byteLength = TypedArrayPrototypeGetByteLength(bytes);
  if (byteLength > 0) {
    controller.addToQueue(TypedArrayPrototypeGetBuffer(bytes), TypedArrayPrototypeGetByteOffset(bytes), byteLength);
  }
  controller.close();
  return readable;
}

function consumedReadable() {
  const readable = emptyByteReadable();
  readable.controller.close();
  readable.disturbed = true;
  acquireDefaultReader(readable);
  return readable;
}

function identity() {
  const { PlatformTransformer } = transformers();
  const algorithms = { __proto__: null, transform: (chunk, controller) => controller.enqueue(chunk) };
  return new (transforming().Transforming)(new PlatformTransformer(algorithms), 1, null, 0, null);
}

// https://streams.spec.whatwg.org/#readablestream-create-a-proxy
function proxyOf(readable) {
  const { readable: result, writable } = identity();
  const { NO_OPTIONS, pipeTo } = pipe();
  markHandled(pipeTo(readable, writable, NO_OPTIONS));
  return result;
}

module.exports = { bytesReadable, cancelUnread, consumedReadable, createSourced, pristineSource, proxyOf, seize };

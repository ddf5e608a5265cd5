"use strict";

const { ObjectGetOwnPropertyDescriptor, uncurryThis } = primordials;
const { interfaces } = require("web/streams/streams");

const { TransformStream, TransformStreamDefaultController } = interfaces;
const enqueueIn = uncurryThis(TransformStreamDefaultController.prototype.enqueue);
const getReadable = uncurryThis(ObjectGetOwnPropertyDescriptor(TransformStream.prototype, "readable").get);
const getWritable = uncurryThis(ObjectGetOwnPropertyDescriptor(TransformStream.prototype, "writable").get);

const writableStrategy = { __proto__: null, highWaterMark: 1 };
const readableStrategy = { __proto__: null, highWaterMark: 0 };

/**
 * "Set up" a transform stream: gives {readable, writable}. The algorithms are transform(chunk, controller),
 * flush(controller) and cancel(reason); the last runs when the writable side is aborted or the readable side cancelled.
 * They may give a promise. What they throw errors both sides.
 *
 * Their controller has enqueue(chunk), and ready(): a promise that is fulfilled when the readable side wants more or
 * takes no more, undefined while it does.
 * https://streams.spec.whatwg.org/#transformstream-set-up
 */
function createTransform({ transform, flush, cancel }) {
  let streamController;
  const transformer = {
    __proto__: null,
    start(given) {
      streamController = given;
    },
    transform: (chunk) => transform(chunk, controller),
    flush: () => flush(controller),
    cancel,
  };
  const stream = new TransformStream(transformer, writableStrategy, readableStrategy);
  const controller = {
    __proto__: null,
    enqueue: (chunk) => enqueueIn(streamController, chunk),
    // [[backpressure]] has no public name in the library.
    ready: () => (stream._backpressure ? stream._backpressureChangePromise : undefined),
  };
  return { __proto__: null, readable: getReadable(stream), writable: getWritable(stream) };
}

module.exports = { createTransform };

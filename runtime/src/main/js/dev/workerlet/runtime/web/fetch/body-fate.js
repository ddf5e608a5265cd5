"use strict";

const { ArrayPrototypePush, TypedArrayPrototypeGetByteLength, uncurryThis } = primordials;
const { interfaces } = require("web/streams/streams");

const { ReadableByteStreamController, ReadableStream } = interfaces;
const closeController = uncurryThis(ReadableByteStreamController.prototype.close);
const enqueue = uncurryThis(ReadableByteStreamController.prototype.enqueue);
const errorController = uncurryThis(ReadableByteStreamController.prototype.error);

// A body from the network may fail when all of it is here already: the signal of its fetch aborts. Its clones fail with
// it, and whatever streams were made of them. A fate is what they share.

/** `failure` is null, or {error} for a body that never arrived. */
function createFate(failure) {
  return {
    __proto__: null,
    failed: failure !== null,
    error: failure === null ? undefined : failure.error,
    /** Of the streams that may have to be told. */
    controllers: [],
    /** Bodies that share this and are not read yet. */
    open: 1,
    /** Called when all have been read: nothing can fail any more. */
    onSettled: null,
  };
}

function shareFate(fate) {
  fate.open++;
}

/** One of the bodies has been read. */
function settleFate(fate) {
  if (--fate.open === 0 && fate.onSettled !== null) fate.onSettled();
}

/** All of the bodies fail from here on. */
function failFate(fate, error) {
  if (fate.failed) return;
  fate.failed = true;
  fate.error = error;
  for (let i = 0; i < fate.controllers.length; i++) errorController(fate.controllers[i], error);
}

/** A byte stream of one chunk, whose memory passes to the stream; it fails with the fate. */
function streamWithFate(bytes, fate) {
  return new ReadableStream({
    __proto__: null,
    type: "bytes",
    start(controller) {
      ArrayPrototypePush(fate.controllers, controller);
      if (fate.failed) {
        errorController(controller, fate.error);
      } else if (TypedArrayPrototypeGetByteLength(bytes) === 0) {
        closeController(controller);
      }
    },
    pull(controller) {
      enqueue(controller, bytes);
      closeController(controller);
    },
  });
}

module.exports = { createFate, failFate, settleFate, shareFate, streamWithFate };

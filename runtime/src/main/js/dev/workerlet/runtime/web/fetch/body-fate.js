"use strict";

const { TypedArrayPrototypeGetByteLength, uncurryThis } = primordials;
const { createList } = require("web/infra/lists");
const { interfaces } = require("web/streams/streams");

const { ReadableByteStreamController, ReadableStream } = interfaces;
const closeController = uncurryThis(ReadableByteStreamController.prototype.close);
const enqueue = uncurryThis(ReadableByteStreamController.prototype.enqueue);
const errorController = uncurryThis(ReadableByteStreamController.prototype.error);

// A body from the network that is here already may fail all the same: the signal of its fetch aborts. Its clones fail with
// it, and whatever streams were made of them. A fate is what they share.

function createFate() {
  return {
    __proto__: null,
    /** Whether nothing of it is given any more. */
    failed: false,
    error: undefined,
    /** Of the streams that may have to be told. */
    controllers: createList(),
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
  let rest = fate.failed ? null : bytes;
  const end = (controller) => {
    if (fate.failed) {
      errorController(controller, fate.error);
    } else {
      closeController(controller);
    }
  };
  return new ReadableStream({
    __proto__: null,
    type: "bytes",
    start(controller) {
      fate.controllers[fate.controllers.length] = controller;
      if (rest === null || TypedArrayPrototypeGetByteLength(bytes) === 0) end(controller);
    },
    pull(controller) {
      if (rest === null) {
        end(controller);
        return;
      }
      enqueue(controller, rest);
      rest = null;
      end(controller);
    },
  });
}

module.exports = { createFate, failFate, settleFate, shareFate, streamWithFate };

"use strict";

const { defineInterface, illegalConstructor, requiredArguments } = require("web/webidl/interfaces");
const { toArrayBufferView } = require("web/webidl/objects");

const byobRead = require.lazy("web/streams/byob-read");

const internal = { __proto__: null };

// https://streams.spec.whatwg.org/#rbs-controller-class
class ReadableByteStreamController {
  #inside;

  constructor(token = undefined, inside = undefined) {
    if (token !== internal) {
      throw illegalConstructor();
    }
    this.#inside = inside;
  }

  get byobRequest() {
    const request = this.#inside.getByobRequest();
    return request === null ? null : request.object;
  }

  get desiredSize() {
    return this.#inside.desiredSize;
  }

  close() {
    const inside = this.#inside;
    inside.checkOpen("close");
    inside.close();
  }

  enqueue(chunk) {
    const inside = this.#inside;
    const prefix = "Failed to execute 'enqueue' on 'ReadableByteStreamController'";
    requiredArguments(arguments.length, 1, prefix);
    byobRead().checkNotEmpty(toArrayBufferView(chunk, prefix, "parameter 1"), prefix);
    inside.checkOpen("enqueue");
    inside.enqueue(chunk);
  }

  error(e = undefined) {
    this.#inside.error(e);
  }
}
defineInterface(ReadableByteStreamController);

/** The ReadableByteStreamController of an inside. */
function createByteController(inside) {
  return new ReadableByteStreamController(internal, inside);
}

module.exports = { ReadableByteStreamController, createByteController };

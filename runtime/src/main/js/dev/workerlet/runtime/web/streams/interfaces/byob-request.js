"use strict";

const { defineInterface, illegalConstructor, requiredArguments } = require("web/webidl/interfaces");
const { ENFORCE_RANGE, toUnsignedLongLong } = require("web/webidl/numbers");
const { toArrayBufferView } = require("web/webidl/objects");

const internal = { __proto__: null };

// https://streams.spec.whatwg.org/#rs-byob-request-class
class ReadableStreamBYOBRequest {
  #inside;

  constructor(token = undefined, inside = undefined) {
    if (token !== internal) {
      throw illegalConstructor();
    }
    this.#inside = inside;
  }

  get view() {
    return this.#inside.view;
  }

  respond(bytesWritten) {
    const inside = this.#inside;
    const prefix = "Failed to execute 'respond' on 'ReadableStreamBYOBRequest'";
    requiredArguments(arguments.length, 1, prefix);
    inside.respond(toUnsignedLongLong(bytesWritten, prefix, "parameter 1", ENFORCE_RANGE));
  }

  respondWithNewView(view) {
    const inside = this.#inside;
    const prefix = "Failed to execute 'respondWithNewView' on 'ReadableStreamBYOBRequest'";
    requiredArguments(arguments.length, 1, prefix);
    inside.respondWithNewView(toArrayBufferView(view, prefix, "parameter 1"));
  }
}
defineInterface(ReadableStreamBYOBRequest);

/** The ReadableStreamBYOBRequest of an inside. */
function createByobRequest(inside) {
  return new ReadableStreamBYOBRequest(internal, inside);
}

module.exports = { ReadableStreamBYOBRequest, createByobRequest };

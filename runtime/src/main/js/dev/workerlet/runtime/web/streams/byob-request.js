"use strict";

const { TypeError } = primordials;
const { sealClass } = require("web/infra/internal-classes");
const { createByobRequest } = require("web/streams/interfaces/byob-request");
const { bufferOf, isDetached } = require("web/streams/views");

/** What a ReadableStreamBYOBRequest is inside; without a controller once it has been answered. */
class ByobRequest {
  constructor(controller, view) {
    this.controller = controller;
    this.view = view;
    this.request = null;
  }

  get object() {
    return (this.request ??= createByobRequest(this));
  }

  checkUsable(view) {
    if (this.controller === null) {
      throw new TypeError("The BYOB request has been answered already");
    }
    if (isDetached(bufferOf(view ?? this.view))) {
      throw new TypeError("The view's buffer is detached");
    }
  }

  respond(bytesWritten) {
    this.checkUsable(null);
    this.controller.respond(bytesWritten);
  }

  respondWithNewView(view) {
    this.checkUsable(view);
    this.controller.respondWithNewView(view);
  }
}
sealClass(ByobRequest);

module.exports = { ByobRequest };

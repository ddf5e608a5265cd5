"use strict";

const identity = require("context/identity");
const { isReadableStream } = require("web/streams/streams");
const { isBufferSource } = require("web/webidl/objects");
const outgoing = require.lazy("web/fetch/outgoing-body");

function nothingToStart() {}

/**
 * A request as a message to the host takes it, {method, url, headerList, body}, with `start()`, which is called once that
 * message has been written: a body that is a stream is read from then on.
 */
function sendableRequest({ method, url, headerList, body }) {
  const request = { __proto__: null, method, url, headerList, body, start: nothingToStart };
  if (body !== null && typeof body === "object" && !isBufferSource(body)) {
    if (isReadableStream(body)) {
      const written = new (outgoing().OutgoingBody)(identity.currentRequest(), body, false, nothingToStart);
      request.body = written.ref;
      request.start = () => written.start();
    } else {
      request.body = body.passOn();
    }
  }
  return request;
}

module.exports = { sendableRequest };

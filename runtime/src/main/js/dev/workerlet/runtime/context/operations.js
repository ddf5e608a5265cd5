// What the platform's scripts may ask of the host, as plain functions. The host's own functions arrive when a context
// is attached; scripts call these late, never while the snapshot is made.
"use strict";

const identity = require("context/identity");
const outbound = require("message/outbound");
const { cancelOperation, startCancellable, startOperation } = require("context/request-state");
const timers = require("web/timers/timers");
const { sliceOf, subarrayOf } = require("web/infra/bytes");
const { TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetLength, TypedArrayPrototypeSet, Uint8Array } = primordials;

/** Id in log lines that belong to no request. */
const NO_REQUEST = 0;
const SCRATCH_OFFSET = 32;

let host;
let scratch;

/** Takes the host's functions and the inbound buffer, which serves as scratch space once its message is read. */
exports.attach = function attach(hostFunctions, inboundBuffer) {
  host = hostFunctions;
  scratch = new Uint8Array(inboundBuffer, SCRATCH_OFFSET);
};

/** Writes a log line of the running request. Levels: 0 error, 1 warn, 2 info, 3 debug, 4 trace. */
exports.log = function log(level, text) {
  const state = identity.currentRequest();
  outbound.log(state === undefined ? NO_REQUEST : state.id, level, text);
};

/** Fills a Uint8Array with secure random bytes. */
exports.randomFill = function randomFill(target) {
  const length = TypedArrayPrototypeGetLength(target);
  const capacity = TypedArrayPrototypeGetLength(scratch);
  for (let done = 0; done < length; ) {
    const count = length - done < capacity ? length - done : capacity;
    host.randomToScratch(count);
    TypedArrayPrototypeSet(target, subarrayOf(scratch, 0, count), done);
    done += count;
  }
};

/** UTF-8 of a string, as an ArrayBuffer. */
exports.encodeUtf8 = function encodeUtf8(string) {
  const length = host.encodeUtf8ToScratch(string);
  if (length >= 0) return TypedArrayPrototypeGetBuffer(sliceOf(scratch, 0, length));
  return host.takeBytes();
};

/** Text of UTF-8 bytes, malformed ones replaced, a byte order mark kept. */
exports.decodeUtf8 = function decodeUtf8(buffer, byteOffset, byteLength) {
  return host.decodeUtf8(buffer, byteOffset, byteLength);
};

/** Milliseconds since the isolate started, with fractions. */
exports.now = function now() {
  return host.now();
};

/**
 * Asks the host for an operation that runs off the loop: a promise of its result, a Uint8Array. `texts` are strings,
 * `blobs` Uint8Arrays, which are copied before this returns.
 */
exports.call = function call(name, texts, blobs) {
  return startOperation((requestId, operationId) => outbound.call(requestId, operationId, name, texts, blobs));
};

/**
 * Asks for a response from the network: {method, url, headerList, body}, where the URL is http or https. Gives an
 * operation; its promise is one of {status, statusText, rawHeaders, body, bodyError}, the body a Uint8Array or null.
 */
exports.fetch = function fetch(request) {
  return startCancellable((requestId, operationId) => outbound.fetch(requestId, operationId, request));
};

/** Most bytes of a body that `fetch` takes. */
exports.fetchBodyLimit = function fetchBodyLimit() {
  return host.fetchBodyLimit();
};

/** Ends an operation of `fetch`, whose promise is rejected with `reason`. */
exports.cancel = cancelOperation;

exports.setTimer = timers.set;
exports.clearTimer = timers.clear;

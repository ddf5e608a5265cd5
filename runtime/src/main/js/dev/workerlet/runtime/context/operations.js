// What the platform's scripts may ask of the host, as plain functions. The host's own functions arrive when a context
// is attached; scripts call these late, never while the snapshot is made.
"use strict";

const identity = require("context/identity");
const outbound = require("message/outbound");
const { startOperation } = require("context/request-state");
const timers = require("web/timers/timers");
const { sliceOf, subarrayOf } = require("web/infra/bytes");
const {
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeSet,
  Uint8Array,
} = primordials;

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

/** What the Cache API asks of the host; see CacheOperations. */
exports.caches = {
  __proto__: null,
  open: (name) => host.cacheOpen(name),
  has: (name) => host.cacheHas(name),
  drop: (name) => host.cacheDrop(name),
  /** The name of a cache by its number, undefined beyond the last one. */
  nameAt: (index) => host.cacheName(index),
  /** Ids with spaces between them. */
  find: (name, url, headers, flags) => host.cacheFind(name, url, headers, flags),
  delete: (name, url, headers, flags) => host.cacheDelete(name, url, headers, flags),
  /** Stores a response; false where it is too large. A lifetime of -1 seconds has no end. */
  put(name, url, requestHead, responseHead, vary, lifetime, body) {
    const buffer = TypedArrayPrototypeGetBuffer(body);
    const offset = TypedArrayPrototypeGetByteOffset(body);
    const length = TypedArrayPrototypeGetLength(body);
    return host.cachePut(name, url, requestHead, responseHead, vary, lifetime, buffer, offset, length);
  },
  requestHead: (id) => host.cacheRequest(id),
  responseHead: (id) => host.cacheResponse(id),
  body: (id) => host.cacheBody(id),
};

exports.setTimer = timers.set;
exports.clearTimer = timers.clear;

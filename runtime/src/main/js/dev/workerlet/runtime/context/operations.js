// What the platform's scripts may ask of the host, as plain functions. The host's own functions arrive when a context
// is attached; scripts call these late, never while the snapshot is made.
"use strict";

const identity = require("context/identity");
const outbound = require("message/outbound");
const { cancelOperation, startCancellable, startOperation } = require("context/request-state");
const { DOMException, QuotaExceededError } = require("web/dom/dom-exception");
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
/** Flags of decoding, see EncodingOperations. */
const FATAL = 1;
const LAST = 2;

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

/**
 * Text of UTF-8 bytes, a byte order mark kept. Malformed ones are replaced, or the result is undefined where they are
 * fatal.
 */
exports.decodeUtf8 = function decodeUtf8(buffer, byteOffset, byteLength, isFatal) {
  return host.decodeUtf8(buffer, byteOffset, byteLength, isFatal ? FATAL : 0);
};

/**
 * Text of bytes start…end in a legacy encoding, whose name is in lower case; undefined for malformed ones that are
 * fatal. `state` is 0 at the beginning, and then what scratchInteger() gave after the piece before.
 */
exports.decodeLegacy = function decodeLegacy(encoding, bytes, start, end, isFatal, isLast, state) {
  const flags = (isFatal ? FATAL : 0) | (isLast ? LAST : 0);
  const byteOffset = TypedArrayPrototypeGetByteOffset(bytes) + start;
  return host.decodeLegacy(encoding, TypedArrayPrototypeGetBuffer(bytes), byteOffset, end - start, flags, state);
};

/** The number that a host function has left beside its result. */
exports.scratchInteger = function scratchInteger() {
  return (scratch[0] << 24) | (scratch[1] << 16) | (scratch[2] << 8) | scratch[3];
};

/**
 * Id of a new compressor (`direction` 0) or decompressor (1). It belongs to the running request, and ends with it if it
 * is not closed before.
 */
exports.openCodec = function openCodec(format, direction) {
  const state = identity.currentRequest();
  if (state === undefined || state.ended) throw new DOMException("The request has ended", "AbortError");
  const id = host.openCodec(format, direction, state.id);
  if (id === 0) throw new QuotaExceededError("Too many streams of the host's are open");
  return id;
};

/**
 * Hands bytes start…end to a codec, which must have given all output of the input before, and takes output. The result
 * is an ArrayBuffer, a string that tells why the input is bad, or undefined where the codec has ended with its request.
 * scratchInteger() is then 0, 1 for more output, or 2 for input that goes on after its end.
 */
exports.runCodec = function runCodec(id, bytes, start, end, isLast) {
  const byteOffset = TypedArrayPrototypeGetByteOffset(bytes) + start;
  return host.runCodec(id, TypedArrayPrototypeGetBuffer(bytes), byteOffset, end - start, isLast ? 1 : 0);
};

/** Closes an object of the host's; nothing happens where it is closed already. */
exports.closeObject = function closeObject(id) {
  host.closeObject(id);
};

/** The worker's heap limit. */
exports.heapLimitBytes = function heapLimitBytes() {
  return host.heapLimitBytes();
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

/** The same with a promise of what `convert` makes of the result, in its place from the start. */
exports.callInto = function callInto(name, texts, blobs, convert) {
  return startOperation((requestId, operationId) => outbound.call(requestId, operationId, name, texts, blobs), convert);
};

/** Asks the host for an operation within this turn: its result, an ArrayBuffer, or why there is none, a string. */
exports.computeNow = function computeNow(name, text, packedBlobs) {
  return host.computeNow(name, text, packedBlobs);
};

/**
 * Asks for a response from the network: {method, url, headerList, body}, where the URL is http or https, and the body null, a
 * string, a Uint8Array or a StreamRef. Gives an operation; its promise is one of {status, statusText, rawHeaders, body}, the
 * body a Uint8Array, an IncomingBody or null.
 */
exports.fetch = function fetch(request) {
  return startCancellable((requestId, operationId) => outbound.fetch(requestId, operationId, request));
};

/** The same of another worker, by its name in `env`. */
exports.callService = function callService(service, request) {
  return startCancellable((requestId, operationId) => outbound.callService(requestId, operationId, service, request));
};

/** How far a script may be ahead of the host with a stream that it writes, in chunks. The same for all of a context. */
exports.streamChunks = function streamChunks() {
  return host.streamChunks();
};

/** The same in bytes. */
exports.streamBytes = function streamBytes() {
  return host.streamBytes();
};

/** Ends an operation of `fetch`, whose promise is rejected with `reason`. */
exports.cancel = cancelOperation;

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

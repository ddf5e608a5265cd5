// Writes scheduler messages into the buffer that is shared with the host, where OutboundReader reads them after the
// turn. No message is a call into Java, unless it holds something long or the buffer is full.
// Layout: see OutboundReader.
"use strict";

const {
  Int32Array,
  RangeError,
  StringPrototypeCharCodeAt,
  StringPrototypeToWellFormed,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeSet,
  Uint8Array,
} = primordials;

const { sealClass } = require("web/infra/internal-classes");

const START_OFFSET = 8;
const SET_TIMER = 1;
const CLEAR_TIMER = 2;
const LOG = 3;
const RESPOND = 4;
const NEXT = 5;
const FAILED = 6;
const DONE = 7;
const CALL = 8;
const FETCH = 9;
const CANCEL_OPERATION = 10;
const OPEN_CHANNEL = 11;
const CLOSE_CHANNEL = 12;
const POST_BROADCAST = 13;
const SOCKET_CONNECT = 14;
const SOCKET_SEND = 15;
const SOCKET_CLOSE = 16;
const STREAM_PULL = 17;
const STREAM_COLLECT = 18;
const STREAM_CANCEL = 19;
const STREAM_WRITE = 20;
const STREAM_END = 21;
const STREAM_FAIL = 22;
const CALL_SERVICE = 23;
const LISTEN_TO_LIMITS = 24;

const SOCKET_UPGRADE = 30;
const SOCKET_ACCEPT = 31;

const KIND_BITS = 3;
const LATIN1 = 0;
const UTF16 = 1;
const STRING_SLOT = 2;
const BYTES = 3;
const BYTES_SLOT = 4;
const STREAM_WRITTEN = 5;
const STREAM_PASSED_ON = 6;

/** Longer strings cross by a call: copying a character costs about a nanosecond here, a call about two thousand. */
const INLINE_CHARS = 2048;
const INLINE_BYTES = 8192;
/** Room for what a message holds beside strings and bytes. */
const FIXED_BYTES = 64;

/** Names a body that is a stream: one that the script writes, or, where it has an owner's request id, one of the host's. */
class StreamRef {
  #id;
  #ownerId;

  constructor(id, ownerId) {
    this.#id = id;
    this.#ownerId = ownerId;
  }

  static isRef(value) {
    return #id in value;
  }

  put(at) {
    if (this.#ownerId === 0) return putInt(at, (this.#id << KIND_BITS) | STREAM_WRITTEN);
    return putInt(putInt(at, (this.#id << KIND_BITS) | STREAM_PASSED_ON), this.#ownerId);
  }
}
sealClass(StreamRef);
const { isRef } = StreamRef;
exports.StreamRef = StreamRef;

let host;
let words;
let bytes;
let capacity = 0;
/** What the message that is being written may have inline. */
let inlineChars = INLINE_CHARS;
let inlineBytes = INLINE_BYTES;

/** Takes the host's functions and the buffer; called for each new context. */
exports.attach = function attach(hostFunctions, buffer) {
  host = hostFunctions;
  words = new Int32Array(buffer);
  bytes = new Uint8Array(buffer);
  capacity = bytes.length;
};

/** Makes sure that `size` more bytes fit; the host reads what is there otherwise. Not within a message. */
function reserve(size) {
  inlineChars = INLINE_CHARS;
  inlineBytes = INLINE_BYTES;
  if (words[0] + size > capacity) host.flush();
  return words[0];
}

/**
 * The same for a message of `items` strings and bodies. Where they are too long together, each crosses by a call of its
 * own.
 */
function reserveItems(size, items) {
  if (FIXED_BYTES + size <= capacity - START_OFFSET) return reserve(FIXED_BYTES + size);
  const least = FIXED_BYTES + 4 * items;
  if (least > capacity - START_OFFSET) throw new RangeError(`A message of ${items} parts is too large`);
  const at = reserve(least);
  inlineChars = 0;
  inlineBytes = 0;
  return at;
}

function begin(at, type, requestId) {
  words[at >> 2] = type;
  words[(at + 4) >> 2] = requestId;
  return at + 8;
}

function putInt(at, value) {
  words[at >> 2] = value;
  return at + 4;
}

function padded(length) {
  return (length + 3) & ~3;
}

/** Room that `string` takes at most. */
function roomFor(string) {
  return string.length > INLINE_CHARS ? 4 : 8 + 2 * string.length;
}

function putString(at, string) {
  const length = string.length;
  if (length > inlineChars) return putInt(at, (host.putString(string) << KIND_BITS) | STRING_SLOT);
  const start = at + 4;
  for (let i = 0; i < length; i++) {
    const code = StringPrototypeCharCodeAt(string, i);
    if (code > 0xff) return putUtf16(at, string);
    bytes[start + i] = code;
  }
  words[at >> 2] = (length << KIND_BITS) | LATIN1;
  return start + padded(length);
}

function putUtf16(at, string) {
  const length = string.length;
  const start = at + 4;
  for (let i = 0; i < length; i++) {
    const code = StringPrototypeCharCodeAt(string, i);
    bytes[start + 2 * i] = code;
    bytes[start + 2 * i + 1] = code >> 8;
  }
  words[at >> 2] = ((2 * length) << KIND_BITS) | UTF16;
  return start + padded(2 * length);
}

/** A body: null, a string (crosses as UTF-8), a Uint8Array or a StreamRef. */
function putBody(at, body) {
  if (body === null) return putInt(at, BYTES);
  if (typeof body === "string") return putText(at, body);
  if (isRef(body)) return body.put(at);
  const length = TypedArrayPrototypeGetByteLength(body);
  if (length > inlineBytes) {
    const slot = host.putBytes(TypedArrayPrototypeGetBuffer(body), TypedArrayPrototypeGetByteOffset(body), length);
    return putInt(at, (slot << KIND_BITS) | BYTES_SLOT);
  }
  words[at >> 2] = (length << KIND_BITS) | BYTES;
  TypedArrayPrototypeSet(bytes, body, at + 4);
  return at + 4 + padded(length);
}

function putText(at, text) {
  const length = text.length;
  if (length > inlineChars) return putLongText(at, text);
  const start = at + 4;
  for (let i = 0; i < length; i++) {
    const code = StringPrototypeCharCodeAt(text, i);
    if (code > 0x7f) return putLongText(at, text);
    bytes[start + i] = code;
  }
  words[at >> 2] = (length << KIND_BITS) | BYTES;
  return start + padded(length);
}

/** What is long or not ASCII is encoded by the host, which knows nothing of lone surrogates. */
function putLongText(at, text) {
  return putInt(at, (host.putString(StringPrototypeToWellFormed(text)) << KIND_BITS) | STRING_SLOT);
}

function roomForBody(body) {
  if (body === null) return 4;
  if (typeof body === "string") return roomFor(body);
  if (isRef(body)) return 8;
  const length = TypedArrayPrototypeGetByteLength(body);
  return length > INLINE_BYTES ? 4 : 8 + length;
}

function roomForHeaders(list) {
  let room = 4;
  for (let i = 0; i < list.length; i++) room += roomFor(list[i]);
  return room;
}

function putHeaders(at, list) {
  let next = putInt(at, list.length >> 1);
  for (let i = 0; i < list.length; i++) next = putString(next, list[i]);
  return next;
}

exports.setTimer = function setTimer(requestId, timerId, delayMillis, repeat) {
  let at = begin(reserve(FIXED_BYTES), SET_TIMER, requestId);
  at = putInt(at, timerId);
  at = putInt(at, delayMillis);
  words[0] = putInt(at, repeat ? 1 : 0);
};

exports.clearTimer = function clearTimer(requestId, timerId) {
  const at = begin(reserve(FIXED_BYTES), CLEAR_TIMER, requestId);
  words[0] = putInt(at, timerId);
};

exports.log = function log(requestId, level, text) {
  let at = begin(reserve(FIXED_BYTES + roomFor(text)), LOG, requestId);
  at = putInt(at, level);
  words[0] = putString(at, text);
};

/** `headers` is a flat list of names and values. */
exports.respond = function respond(requestId, status, headers, body) {
  let at = begin(reserveItems(roomForHeaders(headers) + roomForBody(body), headers.length + 1), RESPOND, requestId);
  at = putInt(at, status);
  at = putHeaders(at, headers);
  words[0] = putBody(at, body);
};

/** `request` is null to pass on the event's own, or {method, url, headerList, body}. */
exports.next = function next(requestId, operationId, request) {
  if (request === null) {
    let at = begin(reserve(FIXED_BYTES), NEXT, requestId);
    at = putInt(at, operationId);
    words[0] = putInt(at, 0);
    return;
  }
  let at = begin(reserveRequest(request), NEXT, requestId);
  at = putInt(at, operationId);
  at = putInt(at, 1);
  words[0] = putRequest(at, request);
};

/** `room` and `items` are for what else the message has. */
function reserveRequest(request, room = 0, items = 0) {
  const { method, url, headerList, body } = request;
  const own = roomFor(method) + roomFor(url) + roomForHeaders(headerList) + roomForBody(body);
  return reserveItems(room + own, items + headerList.length + 3);
}

function putRequest(at, request) {
  let next = putString(at, request.method);
  next = putString(next, request.url);
  next = putHeaders(next, request.headerList);
  return putBody(next, request.body);
}

/** Asks for a response from the network: {method, url, headerList, body}. */
exports.fetch = function fetch(requestId, operationId, request) {
  const at = begin(reserveRequest(request), FETCH, requestId);
  words[0] = putRequest(putInt(at, operationId), request);
};

/** Asks another worker for a response, by its name in `env`. */
exports.callService = function callService(requestId, operationId, service, request) {
  const at = begin(reserveRequest(request, roomFor(service), 1), CALL_SERVICE, requestId);
  words[0] = putRequest(putString(putInt(at, operationId), service), request);
};

/** Ends an operation; no answer comes. */
exports.cancelOperation = function cancelOperation(requestId, operationId) {
  const at = begin(reserve(FIXED_BYTES), CANCEL_OPERATION, requestId);
  words[0] = putInt(at, operationId);
};

function putStream(type, room, requestId, streamId) {
  return putInt(begin(reserve(FIXED_BYTES + room), type, requestId), streamId);
}

/** Asks for the next piece of a stream of the host's. */
exports.streamPull = function streamPull(requestId, streamId) {
  words[0] = putStream(STREAM_PULL, 0, requestId, streamId);
};

/** Asks for all of it. */
exports.streamCollect = function streamCollect(requestId, streamId, operationId) {
  words[0] = putInt(putStream(STREAM_COLLECT, 0, requestId, streamId), operationId);
};

/** Nobody wants it any more. */
exports.streamCancel = function streamCancel(requestId, streamId, reason) {
  words[0] = putString(putStream(STREAM_CANCEL, roomFor(reason), requestId, streamId), reason);
};

/** A piece, a Uint8Array, of a stream that the host reads. */
exports.streamWrite = function streamWrite(requestId, streamId, bytes) {
  words[0] = putBody(putStream(STREAM_WRITE, roomForBody(bytes), requestId, streamId), bytes);
};

/** Its end. */
exports.streamEnd = function streamEnd(requestId, streamId) {
  words[0] = putStream(STREAM_END, 0, requestId, streamId);
};

/** Its failure. */
exports.streamFail = function streamFail(requestId, streamId, text) {
  words[0] = putString(putStream(STREAM_FAIL, roomFor(text), requestId, streamId), text);
};

/** Whether the event's script wants to hear of limits that are near. */
exports.listenToLimits = function listenToLimits(requestId, isListening) {
  const at = begin(reserve(FIXED_BYTES), LISTEN_TO_LIMITS, requestId);
  words[0] = putInt(at, isListening ? 1 : 0);
};

/** A broadcast channel hears what other isolates post under its name. */
exports.openChannel = function openChannel(requestId, channelId, name) {
  const at = begin(reserve(FIXED_BYTES + roomFor(name)), OPEN_CHANNEL, requestId);
  words[0] = putString(putInt(at, channelId), name);
};

exports.closeChannel = function closeChannel(requestId, channelId) {
  const at = begin(reserve(FIXED_BYTES), CLOSE_CHANNEL, requestId);
  words[0] = putInt(at, channelId);
};

/** A message, a Uint8Array, for the broadcast channels of a name in other isolates. */
exports.postBroadcast = function postBroadcast(requestId, name, message) {
  const at = begin(reserveItems(roomFor(name) + roomForBody(message), 2), POST_BROADCAST, requestId);
  words[0] = putBody(putString(at, name), message);
  // Large messages wait beside the buffer, which many of them would not fill.
  if (TypedArrayPrototypeGetByteLength(message) > INLINE_BYTES) host.flush();
};

/** Asks for an operation off the loop: `texts` are strings, `blobs` are Uint8Arrays or strings that cross as UTF-8. */
exports.call = function call(requestId, operationId, name, texts, blobs) {
  let room = roomFor(name);
  for (let i = 0; i < texts.length; i++) room += roomFor(texts[i]);
  for (let i = 0; i < blobs.length; i++) room += roomForBody(blobs[i]);
  let at = begin(reserveItems(room, texts.length + blobs.length + 1), CALL, requestId);
  at = putInt(at, operationId);
  at = putString(at, name);
  at = putInt(at, texts.length);
  for (let i = 0; i < texts.length; i++) at = putString(at, texts[i]);
  at = putInt(at, blobs.length);
  for (let i = 0; i < blobs.length; i++) at = putBody(at, blobs[i]);
  words[0] = at;
};

/** Opens a WebSocket; `authorization` is a header's value, empty for none. */
exports.socketConnect = function socketConnect(requestId, socketId, url, authorization, protocols) {
  let room = roomFor(url) + roomFor(authorization);
  for (let i = 0; i < protocols.length; i++) room += roomFor(protocols[i]);
  let at = begin(reserveItems(room, protocols.length + 2), SOCKET_CONNECT, requestId);
  at = putInt(at, socketId);
  at = putString(at, url);
  at = putString(at, authorization);
  at = putInt(at, protocols.length);
  for (let i = 0; i < protocols.length; i++) at = putString(at, protocols[i]);
  words[0] = at;
};

/** Answers with a WebSocket; `headers` is a flat list of names and values. */
exports.socketUpgrade = function socketUpgrade(requestId, socketId, isAccepted, headers) {
  let at = begin(reserveItems(roomForHeaders(headers), headers.length), SOCKET_UPGRADE, requestId);
  at = putInt(at, socketId);
  at = putInt(at, isAccepted ? 1 : 0);
  words[0] = putHeaders(at, headers);
};

/** The script takes the messages of a WebSocket that it has answered with. */
exports.socketAccept = function socketAccept(requestId, socketId) {
  const at = begin(reserve(FIXED_BYTES), SOCKET_ACCEPT, requestId);
  words[0] = putInt(at, socketId);
};

/** Sends a message, a Uint8Array, which holds UTF-8 where it is text. */
exports.socketSend = function socketSend(requestId, socketId, isText, data) {
  let at = begin(reserve(FIXED_BYTES + roomForBody(data)), SOCKET_SEND, requestId);
  at = putInt(at, socketId);
  at = putInt(at, isText ? 1 : 0);
  words[0] = putBody(at, data);
};

/** Code that ends a connection without a closing handshake. */
exports.SOCKET_FAIL = -1;

/** Begins the closing handshake, with a code of 0 for none. */
exports.socketClose = function socketClose(requestId, socketId, code, reason) {
  let at = begin(reserve(FIXED_BYTES + roomFor(reason)), SOCKET_CLOSE, requestId);
  at = putInt(at, socketId);
  at = putInt(at, code);
  words[0] = putString(at, reason);
};

/** Kinds of failure, in the order of SchedulerMessage.Failed.Kind. */
exports.EXCEPTION = 0;
exports.NO_HANDLER = 1;
exports.NO_RESPONSE = 2;
exports.BODY_TOO_LARGE = 3;
exports.NO_ROOM = 4;

exports.failed = function failed(requestId, kind, passThrough, text) {
  let at = begin(reserve(FIXED_BYTES + roomFor(text)), FAILED, requestId);
  at = putInt(at, kind);
  at = putInt(at, passThrough ? 1 : 0);
  words[0] = putString(at, text);
};

exports.done = function done(requestId) {
  words[0] = begin(reserve(FIXED_BYTES), DONE, requestId);
};

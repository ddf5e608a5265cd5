// WebSockets at work: the state of each, what scripts do with it, and what the host tells of it. A socket belongs to a
// request and ends with it: to the one that made it, or that it answers (see pair.js). Other half: RequestSockets.
"use strict";

const {
  Map,
  MapPrototypeDelete,
  MapPrototypeGet,
  MapPrototypeSet,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  TypeError,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteLength,
  Uint8Array,
} = primordials;
const identity = require("context/identity");
const { addEndAction, newOperationId, removeEndAction } = require("context/request-state");
const outbound = require("message/outbound");
const { DOMException } = require("web/dom/dom-exception");
const { Event, createTrustedEvent } = require("web/dom/event");
const { dispatch } = require("web/dom/event-target");
const { utf8Encode } = require("web/encoding/utf8");
const { blobBytes, createBlob, isBlob } = require("web/file/blob");
const { queueTask } = require("web/infra/tasks");
const { MessageEvent } = require("web/messaging/message-event");
const { originOf } = require("web/url/parser");
const { CLAMP, toUnsignedShort } = require("web/webidl/numbers");
const { bytesViewOf, isBufferSource, toBufferSource } = require("web/webidl/objects");
const { toUSVString } = require("web/webidl/strings");
const { CloseEvent } = require("web/websocket/close-event");
const { parseTarget } = require("web/websocket/target");

const ends = require.lazy("web/websocket/pair");

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

const NORMAL_CLOSURE = 1000;
const NO_STATUS = 1005;
const ABNORMAL_CLOSURE = 1006;
const MOST_REASON_BYTES = 123;
/** Bytes of messages that may wait to be written. */
const MOST_QUEUED_BYTES = 16 * 1024 * 1024;

/** Those that are not closed, by id. */
const connections = new Map();

// https://websockets.spec.whatwg.org/#dom-websocket-websocket
function open(socket, url, protocols, prefix) {
  const target = parseTarget(url, protocols, prefix);
  const frame = identity.currentFrame();
  const request = frame === undefined ? undefined : frame.request;
  if (request === undefined || request.ended) {
    throw new DOMException(`${prefix}: The request has ended.`, "AbortError");
  }
  const connection = {
    __proto__: null,
    id: newOperationId(),
    socket,
    isEnd: false,
    frame,
    request,
    url: target.href,
    readyState: CONNECTING,
    bufferedAmount: 0,
    extensions: "",
    protocol: "",
    binaryType: "blob",
    whenEnded: null,
  };
  register(connection);
  addEndAction(request, connection.whenEnded);
  if (target.isBlocked) {
    queueTask(frame, () => finish(connection, ABNORMAL_CLOSURE, "", false, true));
  } else {
    outbound.socketConnect(request.id, connection.id, target.wireUrl, target.authorization, protocols);
  }
  return connection;
}

/** The host knows the connection by its id from now on. */
function register(connection) {
  connection.whenEnded = () => forget(connection);
  MapPrototypeSet(connections, connection.id, connection);
}

function forget(connection) {
  connection.readyState = CLOSED;
  MapPrototypeDelete(connections, connection.id);
}

/** The connection of an id, with its continuation as the current one; undefined where it is closed. */
function enter(id) {
  const connection = MapPrototypeGet(connections, id);
  if (connection !== undefined) {
    identity.enter(connection.frame);
  }
  return connection;
}

function hostClose(connection, code, reason) {
  outbound.socketClose(connection.request.id, connection.id, code, reason);
}

// https://websockets.spec.whatwg.org/#dom-websocket-close
function close(connection, code, reason) {
  const prefix = "Failed to execute 'close' on 'WebSocket'";
  const status = code === undefined ? 0 : toUnsignedShort(code, prefix, "parameter 1", CLAMP);
  const text = reason === undefined ? "" : toUSVString(reason);
  if (code !== undefined && status !== NORMAL_CLOSURE && (status < 3000 || status > 4999)) {
    throw new DOMException(`${prefix}: The code must be 1000, or from 3000 to 4999.`, "InvalidAccessError");
  }
  requireShortReason(text, prefix);
  if (connection.readyState === CONNECTING) {
    connection.readyState = CLOSING;
    hostClose(connection, outbound.SOCKET_FAIL, "");
  } else if (connection.readyState === OPEN) {
    connection.readyState = CLOSING;
    // A Close frame has no reason without a code.
    hostClose(connection, status === 0 && text !== "" ? NORMAL_CLOSURE : status, text);
  }
}

function requireShortReason(text, prefix) {
  if (TypedArrayPrototypeGetByteLength(utf8Encode(text)) > MOST_REASON_BYTES) {
    throw new DOMException(`${prefix}: The reason has more than ${MOST_REASON_BYTES} bytes.`, "SyntaxError");
  }
}

function accept() {
  throw new TypeError("Failed to execute 'accept' on 'WebSocket': Only those of a WebSocketPair are to be accepted.");
}

/** What is sent: its bytes, and its text where it is one. */
function toMessage(data, prefix) {
  if (isBlob(data) || isBufferSource(data)) {
    return { __proto__: null, text: undefined, bytes: bytesToSend(data, prefix) };
  }
  const text = toUSVString(data);
  return { __proto__: null, text, bytes: utf8Encode(text) };
}

// https://websockets.spec.whatwg.org/#dom-websocket-send
function send(connection, data) {
  const prefix = "Failed to execute 'send' on 'WebSocket'";
  const { text, bytes } = toMessage(data, prefix);
  if (connection.readyState === CONNECTING) {
    throw new DOMException(`${prefix}: The connection is not open yet.`, "InvalidStateError");
  }
  connection.bufferedAmount += TypedArrayPrototypeGetByteLength(bytes);
  if (connection.readyState !== OPEN) {
    return;
  }
  if (connection.bufferedAmount > MOST_QUEUED_BYTES) {
    connection.readyState = CLOSING;
    hostClose(connection, outbound.SOCKET_FAIL, "");
  } else {
    outbound.socketSend(connection.request.id, connection.id, text !== undefined, bytes);
  }
}

function bytesToSend(data, prefix) {
  return isBlob(data) ? blobBytes(data) : bytesViewOf(toBufferSource(data, prefix, "parameter 1"));
}

/** The handshake is done; `text` is the protocol, a line feed and the extensions. */
function opened(id, text) {
  const connection = enter(id);
  if (connection === undefined || (connection.readyState !== CONNECTING && !connection.isEnd)) {
    return;
  }
  const lineEnd = StringPrototypeIndexOf(text, "\n");
  connection.protocol = StringPrototypeSlice(text, 0, lineEnd);
  connection.extensions = StringPrototypeSlice(text, lineEnd + 1);
  if (connection.isEnd) {
    return;
  }
  connection.readyState = OPEN;
  dispatch(connection.socket, createTrustedEvent(Event, "open", undefined));
}

/** A message has come: a string, a Uint8Array of its own memory, or null for no bytes. */
function received(id, message) {
  const connection = enter(id);
  if (connection === undefined || connection.readyState !== OPEN) {
    return;
  }
  const data = typeof message === "string" ? message : binaryData(message ?? new Uint8Array(0), connection.binaryType);
  const init = { __proto__: null, data, origin: connection.isEnd ? "" : originOf(connection.url) };
  dispatch(connection.socket, createTrustedEvent(MessageEvent, "message", init));
}

function binaryData(bytes, type) {
  return type === "blob" ? createBlob(bytes, "") : TypedArrayPrototypeGetBuffer(bytes);
}

/** So many more bytes have been written. */
function written(id, count) {
  const connection = enter(id);
  if (connection !== undefined) {
    connection.bufferedAmount -= count;
  }
}

/** The connection is over; `text` is two flags, clean and failed, and the reason. */
function closed(id, code, text) {
  const connection = enter(id);
  if (connection !== undefined) {
    finish(connection, code, StringPrototypeSlice(text, 2), text[0] === "1", text[1] === "1");
  }
}

// https://websockets.spec.whatwg.org/#closeWebSocket
function finish(connection, code, reason, wasClean, isFailed) {
  removeEndAction(connection.request, connection.whenEnded);
  MapPrototypeDelete(connections, connection.id);
  if (connection.isEnd) {
    ends().closed(connection, code, reason, wasClean, isFailed);
    return;
  }
  connection.readyState = CLOSED;
  if (isFailed) {
    dispatch(connection.socket, createTrustedEvent(Event, "error", undefined));
  }
  dispatch(connection.socket, createTrustedEvent(CloseEvent, "close", { __proto__: null, code, reason, wasClean }));
}

module.exports = {
  ABNORMAL_CLOSURE,
  CLOSED,
  CLOSING,
  MOST_QUEUED_BYTES,
  NORMAL_CLOSURE,
  NO_STATUS,
  OPEN,
  accept,
  close,
  closed,
  open,
  opened,
  received,
  register,
  requireShortReason,
  send,
  toMessage,
  written,
};

// Turns: takes the host's callback messages, and runs the worker's handlers. One call of `turn` is one entry into V8;
// microtasks run when it returns.
"use strict";

const { describe } = require("context/errors");
const events = require("context/events");
const identity = require("context/identity");
const outbound = require("message/outbound");
const requests = require("context/request-state");
const timers = require("web/timers/timers");
const { isReadableStream } = require("web/streams/streams");
const { DOMException, QuotaExceededError } = require("web/dom/dom-exception");
const { abortIncomingRequest, createIncomingRequest } = require("web/fetch/request");
const { isResponse, responseParts, socketAnswer } = require("web/fetch/response");
const { isBufferSource } = require("web/webidl/objects");
const { connectionOf } = require("web/websocket/websocket");
const { createWorkerContext, toResponse } = require("context/worker-context");
const broadcasts = require.lazy("web/messaging/broadcasts");
const incoming = require.lazy("web/fetch/incoming-body");
const limits = require.lazy("context/limit-warning");
const outgoing = require.lazy("web/fetch/outgoing-body");
const sockets = require.lazy("web/websocket/connection");
const ends = require.lazy("web/websocket/pair");
const {
  ArrayBuffer,
  Int32Array,
  ReflectApply,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  TypeError,
  TypedArrayPrototypeSet,
  Uint8Array,
} = primordials;

const FETCH_EVENT = 1;
const TIMER_FIRED = 2;
const OPERATION_DONE = 3;
const OPERATION_FAILED = 4;
const CANCEL = 5;
const CALL_DONE = 6;
const FETCH_DONE = 7;
const BROADCAST = 9;
const SOCKET_OPENED = 14;
const SOCKET_TEXT = 10;
const SOCKET_BYTES = 11;
const SOCKET_WRITTEN = 12;
const SOCKET_CLOSED = 13;
const STREAM_CHUNK = 15;
const STREAM_LAST_CHUNK = 16;
const STREAM_END = 17;
const STREAM_FAILED = 18;
const STREAM_READY = 19;
const STREAM_GONE = 20;
const CLIENT_LEFT = 21;
const LIMIT_NEAR = 22;
const BODY_OFFSET = 32;
const BODY_BY_CALL = -1;
const BODY_IS_STREAM = -2;

let host;
let words;
let inbound;
let env;
/** The request whose turn it is. */
let turning;
/** The default export's fetch, and the object it is called on. */
let fetchHandler;
let handlerObject;

exports.attach = function attach(hostFunctions, inboundBuffer) {
  host = hostFunctions;
  inbound = inboundBuffer;
  words = new Int32Array(inboundBuffer, 0, BODY_OFFSET >> 2);
};

exports.setEnv = function setEnv(value) {
  env = value;
};

/** Makes a request the one whose turn it is, and the current one. */
function beginTurn(state) {
  turning = state;
  identity.enter(state.frame);
}
exports.beginTurn = beginTurn;

/** Makes the request whose turn it is the current one again, after other continuations have run. */
exports.enterTurn = function enterTurn() {
  if (turning !== undefined) identity.enter(turning.frame);
};

/** Takes the handlers of a module's default export. */
exports.adoptDefault = function adoptDefault(value) {
  if ((typeof value === "object" && value !== null) || typeof value === "function") {
    handlerObject = value;
    const candidate = value.fetch;
    if (typeof candidate === "function") fetchHandler = candidate;
  }
};

/**
 * Takes one message out of the inbound buffer; `text` is what belongs to it. Nothing that a script throws leaves this
 * function: the host would have to look at it.
 */
exports.turn = function turn(text) {
  const requestId = words[1];
  turning = requests.find(requestId);
  try {
    take(requestId, text);
  } catch (error) {
    outbound.log(requestId, 0, `Uncaught exception: ${describe(error)}`);
  }
};

function take(requestId, text) {
  switch (words[0]) {
    case FETCH_EVENT:
      onFetch(requestId, text, words[3]);
      break;
    case TIMER_FIRED:
      timers.fire(words[2]);
      break;
    case OPERATION_DONE:
      onOperationDone(requestId, words[2], text, words[3]);
      break;
    case OPERATION_FAILED:
      onOperationFailed(words[2], text);
      break;
    case CANCEL:
      onCancel(requestId, text);
      break;
    case CALL_DONE:
      onCallDone(words[2], words[3]);
      break;
    case FETCH_DONE:
      onFetchDone(requestId, words[2], text, words[3]);
      break;
    case BROADCAST:
      broadcasts().receive(words[2], takeBody(words[3]));
      break;
    case SOCKET_OPENED:
      sockets().opened(words[2], text);
      break;
    case SOCKET_TEXT:
      sockets().received(words[2], text);
      break;
    case SOCKET_BYTES:
      sockets().received(words[2], takeBody(words[3]));
      break;
    case SOCKET_WRITTEN:
      sockets().written(words[2], words[3]);
      break;
    case SOCKET_CLOSED:
      sockets().closed(words[2], words[3], text);
      break;
    case CLIENT_LEFT:
      onClientLeft(requestId, text);
      break;
    case LIMIT_NEAR:
      onLimitNear(requestId, text);
      break;
    default:
      takeStream(requestId, text);
  }
}

function takeStream(requestId, text) {
  const streamId = words[2];
  switch (words[0]) {
    case STREAM_CHUNK:
      enterIncoming(requestId, streamId)?.received(takeBody(words[3]), false);
      break;
    case STREAM_LAST_CHUNK:
      enterIncoming(requestId, streamId)?.received(takeBody(words[3]), true);
      break;
    case STREAM_END:
      enterIncoming(requestId, streamId)?.ended();
      break;
    case STREAM_FAILED:
      enterIncoming(requestId, streamId)?.failed(text);
      break;
    case STREAM_READY: {
      const bytes = words[3];
      outgoing().enter(streamId)?.ready(words[4], bytes);
      break;
    }
    case STREAM_GONE:
      outgoing().enter(streamId)?.gone(new DOMException(text, "AbortError"));
      break;
  }
}

/** The body that the host has news of, its request as the current one; undefined where nobody wants it any more. */
function enterIncoming(requestId, streamId) {
  const body = incoming().find(requests.find(requestId), streamId);
  if (body !== undefined) identity.enter(body.state.frame);
  return body;
}

/**
 * The body of the message, copied out of the shared buffer: a Uint8Array, null for none, or an IncomingBody of `state`, which
 * is undefined for a message that has no stream.
 */
function takeBody(length, state = undefined) {
  if (length === 0) return null;
  if (length === BODY_IS_STREAM) return state === undefined ? null : new (incoming().IncomingBody)(state, words[4]);
  if (length === BODY_BY_CALL) return new Uint8Array(host.takeBody());
  const copy = new Uint8Array(new ArrayBuffer(length));
  TypedArrayPrototypeSet(copy, new Uint8Array(inbound, BODY_OFFSET, length));
  return copy;
}

/** Splits "first\nsecond\nrest" (see InboundWriter). */
function splitHead(text) {
  const firstEnd = StringPrototypeIndexOf(text, "\n");
  const secondEnd = StringPrototypeIndexOf(text, "\n", firstEnd + 1);
  return {
    __proto__: null,
    first: StringPrototypeSlice(text, 0, firstEnd),
    second: StringPrototypeSlice(text, firstEnd + 1, secondEnd < 0 ? text.length : secondEnd),
    rest: secondEnd < 0 ? "" : StringPrototypeSlice(text, secondEnd + 1),
  };
}

function onFetch(requestId, text, bodyLength) {
  const state = new requests.RequestState(requestId);
  beginTurn(state);
  try {
    const head = splitHead(text);
    state.request = createIncomingRequest(head.first, head.second, head.rest, takeBody(bodyLength, state));
    if (fetchHandler !== undefined) {
      settle(state, ReflectApply(fetchHandler, handlerObject, [state.request, env, createWorkerContext(state)]));
    } else if (events.hasFetchListener()) {
      events.dispatchFetch(state, state.request);
    } else {
      finish(state, outbound.NO_HANDLER, "fetch");
    }
  } catch (error) {
    finish(state, outbound.EXCEPTION, describe(error));
  }
}

/** Answers with what a handler returned: a Response, or a promise of one. */
async function settle(state, result) {
  try {
    // Without a promise the answer leaves in this turn's first microtask all the same: one path for both.
    const response = isResponse(result) ? result : await result;
    if (state.ended || state.answered) return;
    if (!isResponse(response)) {
      finish(state, outbound.NO_RESPONSE, `The handler must return a Response, but gave ${kindOf(response)}`);
      return;
    }
    const socket = socketAnswer(response);
    if (socket !== null) {
      ends().answer(state, connectionOf(socket.webSocket), socket.headerList);
      return;
    }
    respond(state, responseParts(response));
  } catch (error) {
    const isRefusal = error !== undefined && error === state.bodyRefusal;
    finish(state, isRefusal ? state.bodyRefusalKind : outbound.EXCEPTION, describe(error));
  }
}
events.setSettle(settle);

function respond(state, { status, headerList, body }) {
  if (body !== null && typeof body === "object" && !isBufferSource(body)) {
    if (isReadableStream(body)) {
      respondWithStream(state, status, headerList, body);
      return;
    }
    body = body.passOn();
  }
  // What is too much for the host is thrown here, and is the request's failure.
  outbound.respond(state.id, status, headerList, body);
  state.answered = true;
  state.release();
}

/** The event goes on until the stream is over. */
function respondWithStream(state, status, headerList, stream) {
  const body = new (outgoing().OutgoingBody)(state, stream, true, () => {
    state.responseBody = null;
    state.release();
  });
  outbound.respond(state.id, status, headerList, body.ref);
  state.answered = true;
  state.responseBody = body;
  body.start();
}

/** Ends the handler without a response. */
function finish(state, kind, text) {
  if (state.ended || state.answered) return;
  state.answered = true;
  outbound.failed(state.id, kind, state.passThrough, text);
  state.release();
}

function kindOf(value) {
  if (value === null) return "null";
  return typeof value === "object" ? "an object of another kind" : typeof value;
}

function onOperationDone(requestId, operationId, text, bodyLength) {
  const body = takeBody(bodyLength, requests.find(requestId));
  const operation = requests.takeOperation(operationId);
  if (operation === undefined) return;
  identity.enter(operation.state.frame);
  const head = splitHead(text);
  try {
    operation.resolve(toResponse(+head.first, head.rest, body));
  } catch (error) {
    operation.reject(error);
  }
}

function onCallDone(operationId, length) {
  const result = takeBody(length);
  const operation = requests.takeOperation(operationId);
  if (operation === undefined) return;
  identity.enter(operation.state.frame);
  const bytes = result === null ? new Uint8Array(0) : result;
  operation.resolve(operation.convert === undefined ? bytes : operation.convert(bytes));
}

function onFetchDone(requestId, operationId, text, length) {
  const body = takeBody(length, requests.find(requestId));
  const operation = requests.takeOperation(operationId);
  if (operation === undefined) return;
  identity.enter(operation.state.frame);
  const head = splitHead(text);
  operation.resolve({
    __proto__: null,
    status: +head.first,
    statusText: head.second,
    rawHeaders: head.rest,
    body,
  });
}

/** `text` is the error's name and, from the second line on, its message. */
function onOperationFailed(operationId, text) {
  const operation = requests.takeOperation(operationId);
  if (operation === undefined) return;
  identity.enter(operation.state.frame);
  const nameEnd = StringPrototypeIndexOf(text, "\n");
  const name = StringPrototypeSlice(text, 0, nameEnd);
  const message = StringPrototypeSlice(text, nameEnd + 1);
  operation.reject(operationError(operation.state, name, message));
}

function operationError(state, name, message) {
  if (name === "TypeError") return new TypeError(message);
  if (name === "Refused") {
    state.refusal = new TypeError(message);
    return state.refusal;
  }
  if (name === "BodyTooLarge") return refuseBody(state, new QuotaExceededError(message), outbound.BODY_TOO_LARGE);
  if (name === "NoRoom") return refuseBody(state, new TypeError(message), outbound.NO_ROOM);
  return new DOMException(message, name);
}

function refuseBody(state, error, kind) {
  state.bodyRefusal = error;
  state.bodyRefusalKind = kind;
  return error;
}

/** What was given to waitUntil goes on; the handler, if it is still at work, works for nobody. */
function onClientLeft(requestId, reason) {
  const state = requests.find(requestId);
  if (state === undefined) return;
  identity.enter(state.frame);
  const wasAnswered = state.answered;
  state.answered = true;
  const { responseBody } = state;
  if (state.request !== null) abortIncomingRequest(state.request, new DOMException(reason, "AbortError"));
  if (responseBody !== null) responseBody.gone(new DOMException(reason, "AbortError"));
  if (!wasAnswered) state.release();
}

/** `text` is the limit's name, what is used of it and what is allowed, a line each. */
function onLimitNear(requestId, text) {
  const state = requests.find(requestId);
  if (state === undefined || state.limitTarget === null) return;
  identity.enter(state.frame);
  const head = splitHead(text);
  limits().warn(state.limitTarget, head.first, +head.second, +head.rest);
}

function onCancel(requestId, reason) {
  const state = requests.find(requestId);
  if (state === undefined) return;
  identity.enter(state.frame);
  requests.end(state, reason);
  if (state.request !== null) abortIncomingRequest(state.request, new DOMException(reason, "AbortError"));
}

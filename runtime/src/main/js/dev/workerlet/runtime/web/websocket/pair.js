// The two ends of WebSocketPairs at work: wired to each other, until a Response takes one of them along: then the other
// is the script's end of the client's connection. What is sent to an end waits there until it is accepted.
"use strict";

const { ObjectDefineProperty, TypeError, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength } = primordials;
const identity = require("context/identity");
const { addEndAction, newOperationId } = require("context/request-state");
const outbound = require("message/outbound");
const { DOMException } = require("web/dom/dom-exception");
const { Event, createTrustedEvent } = require("web/dom/event");
const { dispatch } = require("web/dom/event-target");
const { createBlob } = require("web/file/blob");
const { copyOfBytes } = require("web/infra/bytes");
const { sealClass } = require("web/infra/internal-classes");
const { chooseFrame, createTask, schedule } = require("web/infra/tasks");
const { MessageEvent } = require("web/messaging/message-event");
const { toUnsignedShort } = require("web/webidl/numbers");
const { toUSVString } = require("web/webidl/strings");
const { CloseEvent } = require("web/websocket/close-event");
const connections = require("web/websocket/connection");

const { CLOSED, CLOSING, OPEN } = connections;

/** Kinds of what waits at an end. */
const MESSAGE = 0;
const CLOSE = 1;

/** A message that waits takes more than its bytes. */
const WAITING_BYTES = 64;

class End {
  isEnd = true;
  socket = null;
  /** The end that this one is wired to; null once the host stands there. */
  other = null;
  /** Whose continuation its listeners are. */
  frame = undefined;
  isAccepted = false;
  /** A Response has taken it along. */
  isReturned = false;
  /** What the host calls it; 0 for none. */
  id = 0;
  request = null;
  url = "";
  readyState = OPEN;
  bufferedAmount = 0;
  whenEnded = null;
  extensions = "";
  protocol = "";
  binaryType = "arraybuffer";
  /** A linked list of what waits: {kind, text, bytes, code, reason, wasClean, isFailed, frame, next}. */
  first = null;
  last = null;
  task = createTask(
    () => frameFor(this),
    () => deliver(this),
  );
}
sealClass(End);

/** Puts two ends on `pair`; `createSocket(end)` makes the object of one. */
function createPair(pair, createSocket) {
  const first = new End();
  const second = new End();
  wire(first, second, createSocket);
  wire(second, first, createSocket);
  define(pair, "0", first.socket);
  define(pair, "1", second.socket);
}

function wire(end, other, createSocket) {
  end.other = other;
  end.frame = identity.currentFrame();
  end.socket = createSocket(end);
}

function define(pair, name, value) {
  ObjectDefineProperty(pair, name, { __proto__: null, value, enumerable: true, configurable: true, writable: true });
}

function requireOwn(end, prefix) {
  if (end.isReturned) {
    throw new TypeError(`${prefix}: The WebSocket was returned in a Response, which has taken it over.`);
  }
}

/** Its messages come from now on. */
function accept(end) {
  requireOwn(end, "Failed to execute 'accept' on 'WebSocket'");
  if (end.isAccepted) {
    return;
  }
  end.isAccepted = true;
  const frame = identity.currentFrame();
  if (frame !== undefined && (end.request === null || frame.request === end.request)) {
    end.frame = frame;
  }
  if (end.id !== 0 && end.readyState !== CLOSED) {
    outbound.socketAccept(end.request.id, end.id);
  }
  schedule(end.task);
}

function frameFor(end) {
  return end.isAccepted && end.first !== null ? chooseFrame(end.frame, end.first.frame) : undefined;
}

function enqueue(end, item) {
  item.frame = identity.currentFrame();
  if (end.last === null) {
    end.first = item;
  } else {
    end.last.next = item;
  }
  end.last = item;
  schedule(end.task);
}

function dequeue(end) {
  const item = end.first;
  end.first = item.next;
  if (end.first === null) {
    end.last = null;
  }
  return item;
}

/** One message, or the end of the connection: a task each. */
function deliver(end) {
  const item = dequeue(end);
  // The next one is due whatever the listener does.
  schedule(end.task);
  if (item.kind === CLOSE) {
    closedBy(end, item);
  } else {
    if (end.other !== null) {
      end.other.bufferedAmount -= TypedArrayPrototypeGetByteLength(item.bytes) + WAITING_BYTES;
    }
    dispatchMessage(end, item);
  }
}

function dispatchMessage(end, { text, bytes }) {
  if (end.readyState !== OPEN) {
    return;
  }
  const data =
    text ?? (end.binaryType === "blob" ? createBlob(bytes, "") : TypedArrayPrototypeGetBuffer(bytes));
  dispatch(end.socket, createTrustedEvent(MessageEvent, "message", { __proto__: null, data }));
}

function closedBy(end, { code, reason, wasClean, isFailed }) {
  const { other } = end;
  // The closing handshake needs no help of the script.
  if (other !== null && end.readyState === OPEN && !isFailed) {
    enqueue(other, closeItem(code, reason, wasClean, false));
  }
  end.readyState = CLOSED;
  if (isFailed) {
    dispatch(end.socket, createTrustedEvent(Event, "error", undefined));
  }
  dispatch(end.socket, createTrustedEvent(CloseEvent, "close", { __proto__: null, code, reason, wasClean }));
}

function messageItem(text, bytes) {
  return { __proto__: null, kind: MESSAGE, text, bytes, frame: undefined, next: null };
}

function closeItem(code, reason, wasClean, isFailed) {
  return { __proto__: null, kind: CLOSE, code, reason, wasClean, isFailed, frame: undefined, next: null };
}

function send(end, data) {
  const prefix = "Failed to execute 'send' on 'WebSocket'";
  requireOwn(end, prefix);
  if (!end.isAccepted) {
    throw new TypeError(`${prefix}: Call accept() on the WebSocket before sending messages.`);
  }
  const { text, bytes } = connections.toMessage(data, prefix);
  if (end.readyState !== OPEN) {
    throw new TypeError(`${prefix}: The WebSocket is closing or closed.`);
  }
  const length = TypedArrayPrototypeGetByteLength(bytes);
  if (end.bufferedAmount + length > connections.MOST_QUEUED_BYTES) {
    fail(end);
  } else if (end.other === null) {
    end.bufferedAmount += length;
    outbound.socketSend(end.request.id, end.id, text !== undefined, bytes);
  } else {
    end.bufferedAmount += length + WAITING_BYTES;
    enqueue(end.other, messageItem(text, text === undefined ? copyOfBytes(bytes) : bytes));
  }
}

/** Too much waits to be sent. */
function fail(end) {
  end.readyState = CLOSING;
  if (end.other === null) {
    outbound.socketClose(end.request.id, end.id, outbound.SOCKET_FAIL, "");
  } else {
    enqueue(end.other, closeItem(connections.ABNORMAL_CLOSURE, "", false, true));
    enqueue(end, closeItem(connections.ABNORMAL_CLOSURE, "", false, true));
  }
}

// https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number: those that a server may send
function isSendable(code) {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

function close(end, code, reason) {
  const prefix = "Failed to execute 'close' on 'WebSocket'";
  requireOwn(end, prefix);
  const status = code === undefined ? 0 : toUnsignedShort(code, prefix, "parameter 1");
  const text = reason === undefined ? "" : toUSVString(reason);
  if (code !== undefined && !isSendable(status)) {
    throw new DOMException(`${prefix}: The code ${status} can't be sent.`, "InvalidAccessError");
  }
  connections.requireShortReason(text, prefix);
  if (end.readyState !== OPEN) {
    return;
  }
  end.readyState = CLOSING;
  // A Close frame has no reason without a code.
  const sent = status === 0 && text !== "" ? connections.NORMAL_CLOSURE : status;
  if (end.other === null) {
    outbound.socketClose(end.request.id, end.id, sent, text);
  } else {
    enqueue(end.other, closeItem(sent === 0 ? connections.NO_STATUS : sent, text, true, false));
  }
}

/** Answers the event of `state` with the end behind `returned`, the state of a WebSocket that a Response holds. */
function answer(state, returned, headerList) {
  const end = checkedOther(returned);
  returned.isReturned = true;
  returned.readyState = CLOSED;
  returned.other = null;
  end.other = null;
  end.id = newOperationId();
  end.request = state;
  end.bufferedAmount = 0;
  if (end.frame === undefined || end.frame.request !== state) {
    end.frame = state.frame;
  }
  outbound.socketUpgrade(state.id, end.id, end.isAccepted, headerList);
  state.answered = true;
  connections.register(end);
  addEndAction(state, end.whenEnded);
  handOver(returned, end);
  // The socket keeps the event open in place of its handler.
}

function checkedOther(returned) {
  const prefix = "The Response's WebSocket";
  if (!returned.isEnd) {
    throw new TypeError(`${prefix} must be one of a WebSocketPair.`);
  }
  if (returned.isReturned || returned.other === null || returned.other.isReturned) {
    throw new TypeError(`${prefix}, or the other one of its pair, was returned in a Response before.`);
  }
  if (returned.isAccepted) {
    throw new TypeError(`${prefix} was accepted by the script: return the other one of the pair.`);
  }
  return returned.other;
}

/** What the script has sent before goes to the client. */
function handOver(returned, end) {
  while (returned.first !== null) {
    const item = dequeue(returned);
    if (item.kind === MESSAGE) {
      end.bufferedAmount += TypedArrayPrototypeGetByteLength(item.bytes);
      outbound.socketSend(end.request.id, end.id, item.text !== undefined, item.bytes);
    } else {
      outbound.socketClose(end.request.id, end.id, item.code === connections.NO_STATUS ? 0 : item.code, item.reason);
    }
  }
}

/** The client's connection is over. */
function closed(end, code, reason, wasClean, isFailed) {
  const item = closeItem(code, reason, wasClean, isFailed);
  try {
    if (end.isAccepted) {
      closedBy(end, item);
    } else {
      // It hears of it when it is accepted.
      enqueue(end, item);
      end.readyState = CLOSED;
    }
  } finally {
    end.request.release();
  }
}

module.exports = { accept, answer, close, closed, createPair, dispatchMessage, send };

// Message ports at work: two states are entangled, each with the queue of what its port has not got yet. A port that is
// transferred leaves its state to another port.
"use strict";

const { ArrayPrototypePush } = primordials;
const identity = require("context/identity");
const { DOMException, QuotaExceededError } = require("web/dom/dom-exception");
const { Event, createTrustedEvent, setFlag, TRUSTED } = require("web/dom/event");
const { dispatch } = require("web/dom/event-target");
const { sealClass } = require("web/infra/internal-classes");
const { chooseFrame, createTask, isAlive, schedule } = require("web/infra/tasks");
const { createMessageEvent } = require("web/messaging/message-event");
const { isMessagePort } = require("web/messaging/message-port");
const { cloneWithTransfer } = require("web/structured-clone/structured-clone");

/** Messages that may wait at a port: one that is never started must not fill the heap. */
const MOST_WAITING = 10_000;

class PortState {
  port = null;
  entangled = null;
  /** A linked list of {value, transferred, frame, next}; the frame is the sender's. */
  first = null;
  last = null;
  waiting = 0;
  started = false;
  closed = false;
  /** The other side has gone: a `close` event is due after what is in the queue. */
  orphaned = false;
  /** Whose continuation the port was started in. */
  frame = undefined;
  task = createTask(
    () => frameFor(this),
    () => deliver(this),
  );
}
sealClass(PortState);

function enqueue(state, value, transferred) {
  const message = { __proto__: null, value, transferred, frame: identity.currentFrame(), next: null };
  if (state.last === null) {
    state.first = message;
  } else {
    state.last.next = message;
  }
  state.last = message;
  state.waiting++;
}

function dequeue(state) {
  const message = state.first;
  state.first = message.next;
  if (state.first === null) {
    state.last = null;
  }
  state.waiting--;
  return message;
}

/** The next delivery is the receiver's while its request lives, or else the first sender's that does. */
function frameFor(state) {
  if (!state.started || state.first === null) {
    return state.orphaned ? chooseFrame(state.frame, undefined) : undefined;
  }
  let message = state.first;
  while (message.next !== null && !isAlive(message.frame)) {
    message = message.next;
  }
  return chooseFrame(state.frame, message.frame);
}

/** One message, or the close event: a task each. */
function deliver(state) {
  if (state.started && state.first !== null) {
    const message = dequeue(state);
    // The next one is due whatever the listener does.
    schedule(state.task);
    dispatchMessage(state.port, message.value, portsAmong(message.transferred));
  } else if (state.orphaned) {
    state.orphaned = false;
    dispatch(state.port, createTrustedEvent(Event, "close", undefined));
  }
}

function portsAmong(objects) {
  const ports = [];
  for (let i = 0; i < objects.length; i++) {
    if (isMessagePort(objects[i])) {
      ArrayPrototypePush(ports, objects[i]);
    }
  }
  return ports;
}

function dispatchMessage(target, value, ports, type = "message") {
  const event = createMessageEvent(type, value, ports);
  setFlag(event, TRUSTED);
  dispatch(target, event);
}

/** Two entangled ports; `createPort(state)` makes one. */
function createPair(createPort) {
  const first = new PortState();
  const second = new PortState();
  first.entangled = second;
  second.entangled = first;
  first.port = createPort(first);
  second.port = createPort(second);
  return { __proto__: null, port1: first.port, port2: second.port };
}

// https://html.spec.whatwg.org/#message-port-post-message-steps
function post(port, state, value, transferList, prefix) {
  for (let i = 0; i < transferList.length; i++) {
    if (transferList[i] === port) {
      throw new DOMException(`${prefix}: A port can't be sent through itself.`, "DataCloneError");
    }
  }
  const target = state === null ? null : state.entangled;
  const targetPort = target === null ? null : target.port;
  if (target !== null && target.waiting >= MOST_WAITING) {
    const text = `${prefix}: ${MOST_WAITING} messages wait at the other port, it takes no more.`;
    throw new QuotaExceededError(text, { __proto__: null, quota: MOST_WAITING });
  }
  const message = cloneWithTransfer(value, transferList, prefix);
  // Sent along is the very port that would get it: nobody can.
  if (target === null || target.port !== targetPort) {
    return;
  }
  enqueue(target, message.value, message.transferred);
  schedule(target.task);
}

function start(state) {
  state.started = true;
  state.frame = identity.currentFrame();
  schedule(state.task);
}

// https://html.spec.whatwg.org/#dom-messageport-close
function close(state) {
  state.closed = true;
  const other = state.entangled;
  if (other !== null) {
    state.entangled = null;
    other.entangled = null;
    other.orphaned = true;
    schedule(other.task);
  }
}

/** The transfer-receiving steps: what waits comes along, and the port has to be started again. */
function moveTo(state, port) {
  state.port = port;
  state.started = false;
  state.frame = undefined;
}

module.exports = { close, createPair, dispatchMessage, moveTo, post, start };

// Message ports at work: two states are entangled, each with the queue of what its port has not got yet. A port that is
// transferred leaves its state to another port.
"use strict";

const { ArrayPrototypePush } = primordials;
const identity = require("context/identity");
const { DOMException } = require("web/dom/dom-exception");
const { Event, createTrustedEvent, setFlag, TRUSTED } = require("web/dom/event");
const { dispatch } = require("web/dom/event-target");
const { removeAt } = require("web/infra/lists");
const { isAlive, queueTask } = require("web/infra/tasks");
const { createMessageEvent } = require("web/messaging/message-event");
const { isMessagePort } = require("web/messaging/message-port");
const { cloneWithTransfer } = require("web/structured-clone/structured-clone");

/** Messages that may wait at a port: one that is never started must not fill the heap. */
const MOST_WAITING = 10_000;

class PortState {
  port = null;
  entangled = null;
  queue = [];
  started = false;
  closed = false;
  /** The other side has gone: a `close` event is due after what is in the queue. */
  orphaned = false;
  /** Whose continuation the port was started in. */
  frame = undefined;
  /** The frame that the pending delivery is booked to. */
  booked = undefined;
}

function hasWork(state) {
  return (state.started && state.queue.length > 0) || state.orphaned;
}

/**
 * Sees to it that a task delivers what is in the queue. Where the request that it is booked to ends before, the messages
 * stay until somebody posts or starts again.
 */
function schedule(state) {
  if (hasWork(state) && !isAlive(state.booked)) {
    state.booked = queueTask(state.frame, () => deliver(state));
  }
}

/** One message, or the close event: a task each. */
function deliver(state) {
  state.booked = undefined;
  if (state.started && state.queue.length > 0) {
    const message = state.queue[0];
    removeAt(state.queue, 0, 1);
    // The next one is due whatever the listener does.
    schedule(state);
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

function dispatchMessage(target, value, ports) {
  const event = createMessageEvent("message", value, ports);
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
  const message = cloneWithTransfer(value, transferList, prefix);
  // Sent along is the very port that would get it: nobody can.
  if (target === null || target.port !== targetPort) {
    return;
  }
  if (target.queue.length >= MOST_WAITING) {
    throw new DOMException(`${prefix}: More than ${MOST_WAITING} messages wait at the other port.`, "QuotaExceededError");
  }
  ArrayPrototypePush(target.queue, message);
  schedule(target);
}

function start(state) {
  state.started = true;
  state.frame = identity.currentFrame();
  schedule(state);
}

// https://html.spec.whatwg.org/#dom-messageport-close
function close(state) {
  state.closed = true;
  const other = state.entangled;
  if (other !== null) {
    state.entangled = null;
    other.entangled = null;
    other.orphaned = true;
    schedule(other);
  }
}

/** The transfer-receiving steps: what waits comes along, and the port has to be started again. */
function moveTo(state, port) {
  state.port = port;
  state.started = false;
  state.frame = undefined;
}

module.exports = { close, createPair, dispatchMessage, moveTo, post, start };

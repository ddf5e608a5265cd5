"use strict";

const { EventTarget, defineEventHandler } = require("web/dom/event-target");
const { defineTransferable } = require("web/structured-clone/platform-objects");
const { defineInterface, illegalConstructor, requiredArguments } = require("web/webidl/interfaces");
const { isObject, iteratorMethodOf, sequenceFrom } = require("web/webidl/objects");
const { toTransferred, transferOf } = require("web/structured-clone/structured-clone");

const channel = require.lazy("web/messaging/channel");

const internal = { __proto__: null };

let isMessagePort, stateOf, receivePort;

/** The second argument of postMessage: a sequence, or a dictionary that holds one. */
function toTransferList(value, prefix) {
  if (value === undefined || value === null) {
    return [];
  }
  const method = isObject(value) ? iteratorMethodOf(value, prefix, "parameter 2") : undefined;
  return method === undefined
    ? transferOf(value, prefix)
    : sequenceFrom(value, method, toTransferred, prefix, "parameter 2");
}

// https://html.spec.whatwg.org/#messageport
class MessagePort extends EventTarget {
  /** What moves along when the port is transferred, null from then on; see channel.js. */
  #state;

  constructor(token = undefined, state = null) {
    if (token !== internal) {
      throw illegalConstructor();
    }
    super();
    this.#state = state;
  }

  postMessage(message, options = undefined) {
    const prefix = "Failed to execute 'postMessage' on 'MessagePort'";
    const state = this.#state;
    requiredArguments(arguments.length, 1, prefix);
    channel().post(this, state, message, toTransferList(options, prefix), prefix);
  }

  start() {
    if (this.#state !== null) {
      channel().start(this.#state);
    }
  }

  close() {
    if (this.#state !== null) {
      channel().close(this.#state);
    }
  }

  static {
    isMessagePort = (value) => typeof value === "object" && value !== null && #state in value;
    stateOf = (port) => port.#state;
    receivePort = (port) => {
      const state = port.#state;
      port.#state = null;
      const received = new MessagePort(internal, state);
      channel().moveTo(state, received);
      return received;
    };
  }
}
defineEventHandler(MessagePort.prototype, "message", (port) => {
  if (stateOf(port) !== null) {
    channel().start(stateOf(port));
  }
});
defineEventHandler(MessagePort.prototype, "messageerror");
defineEventHandler(MessagePort.prototype, "close");
defineInterface(MessagePort);

defineTransferable(
  isMessagePort,
  (port) => stateOf(port) === null || stateOf(port).closed,
  receivePort,
);

/** A port over its state. */
function createPort(state) {
  return new MessagePort(internal, state);
}

// https://html.spec.whatwg.org/#messagechannel
class MessageChannel {
  #port1;
  #port2;

  constructor() {
    const ports = channel().createPair(createPort);
    this.#port1 = ports.port1;
    this.#port2 = ports.port2;
  }

  get port1() {
    return this.#port1;
  }

  get port2() {
    return this.#port2;
  }
}
defineInterface(MessageChannel);

module.exports = { MessageChannel, MessagePort, isMessagePort };

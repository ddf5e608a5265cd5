"use strict";

const { ObjectFreeze, TypeError, uncurryThis } = primordials;
const { DISPATCH, Event, flagsOf } = require("web/dom/event");
const { isMessagePort } = require("web/messaging/message-port");
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { toDictionary, toSequence } = require("web/webidl/objects");
const { toDOMString, toUSVString } = require("web/webidl/strings");

const initEvent = uncurryThis(Event.prototype.initEvent);

function toPort(value, prefix) {
  if (!isMessagePort(value)) {
    throw new TypeError(`${prefix}: an element of 'ports' is not of type 'MessagePort'.`);
  }
  return value;
}

/** MessageEventSource, as far as there are such objects here. */
function toSource(value, prefix) {
  if (value === undefined || value === null) {
    return null;
  }
  if (!isMessagePort(value)) {
    throw new TypeError(`${prefix}: member source is not of type 'MessagePort'.`);
  }
  return value;
}

function toPorts(value, prefix) {
  return ObjectFreeze(toSequence(value, toPort, prefix, "member ports"));
}

let createMessageEvent;

// https://html.spec.whatwg.org/#messageevent
class MessageEvent extends Event {
  #data = null;
  #origin = "";
  #lastEventId = "";
  #source = null;
  #ports;

  constructor(type, eventInitDict = undefined) {
    const prefix = "Failed to construct 'MessageEvent'";
    requiredArguments(arguments.length, 1, prefix);
    super(type, eventInitDict);
    const init = toDictionary(eventInitDict, prefix, "MessageEventInit");
    if (init === undefined) {
      this.#ports = ObjectFreeze([]);
      return;
    }
    const { data, lastEventId, origin, ports, source } = init;
    if (data !== undefined) {
      this.#data = data;
    }
    if (lastEventId !== undefined) {
      this.#lastEventId = toDOMString(lastEventId);
    }
    if (origin !== undefined) {
      this.#origin = toUSVString(origin);
    }
    this.#ports = ports === undefined ? ObjectFreeze([]) : toPorts(ports, prefix);
    this.#source = toSource(source, prefix);
  }

  get data() {
    return this.#data;
  }

  get origin() {
    return this.#origin;
  }

  get lastEventId() {
    return this.#lastEventId;
  }

  get source() {
    return this.#source;
  }

  get ports() {
    return this.#ports;
  }

  initMessageEvent(
    type,
    bubbles = false,
    cancelable = false,
    data = null,
    origin = "",
    lastEventId = "",
    source = null,
    ports = undefined,
  ) {
    const prefix = "Failed to execute 'initMessageEvent' on 'MessageEvent'";
    this.#data;
    requiredArguments(arguments.length, 1, prefix);
    origin = toUSVString(origin);
    lastEventId = toDOMString(lastEventId);
    source = toSource(source, prefix);
    const frozen = ports === undefined ? ObjectFreeze([]) : toPorts(ports, prefix);
    if (flagsOf(this) & DISPATCH) {
      return;
    }
    initEvent(this, type, bubbles, cancelable);
    this.#data = data;
    this.#origin = origin;
    this.#lastEventId = lastEventId;
    this.#source = source;
    this.#ports = frozen;
  }

  static {
    createMessageEvent = (type, data, ports) => {
      const event = new MessageEvent(type);
      event.#data = data;
      event.#ports = ObjectFreeze(ports);
      return event;
    };
  }
}
defineInterface(MessageEvent);

module.exports = {
  MessageEvent,
  /** An event with the data and the ports given. */
  createMessageEvent,
};

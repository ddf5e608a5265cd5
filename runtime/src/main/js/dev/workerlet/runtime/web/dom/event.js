"use strict";

const { ObjectDefineProperty, ObjectGetOwnPropertyDescriptor } = primordials;
const { coarseNow } = require("web/infra/clock");
const { defineConstant, defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { toDictionary } = require("web/webidl/objects");
const { toDOMString } = require("web/webidl/strings");

const NONE = 0;
const CAPTURING_PHASE = 1;
const AT_TARGET = 2;
const BUBBLING_PHASE = 3;

// The members of the standard's list of flags, as bits.
const STOP_PROPAGATION = 1;
const STOP_IMMEDIATE_PROPAGATION = 2;
const CANCELED = 4;
const IN_PASSIVE_LISTENER = 8;
const DISPATCH = 16;
const TRUSTED = 32;

let flagsOf, typeOf, setFlag, clearFlag, cancel, beginDispatch, endDispatch, isTrusted, isEvent;

// https://dom.spec.whatwg.org/#interface-event
class Event {
  #type;
  #bubbles = false;
  #cancelable = false;
  #composed = false;
  #flags = 0;
  #target = null;
  #currentTarget = null;
  #phase = NONE;
  #timeStamp = coarseNow();

  constructor(type, eventInitDict = undefined) {
    const prefix = "Failed to construct 'Event'";
    requiredArguments(arguments.length, 1, prefix);
    this.#type = toDOMString(type);
    const init = toDictionary(eventInitDict, prefix, "EventInit");
    if (init !== undefined) {
      this.#bubbles = !!init.bubbles;
      this.#cancelable = !!init.cancelable;
      this.#composed = !!init.composed;
    }
    ObjectDefineProperty(this, "isTrusted", isTrusted);
  }

  get type() {
    return this.#type;
  }

  get target() {
    return this.#target;
  }

  get srcElement() {
    return this.#target;
  }

  get currentTarget() {
    return this.#currentTarget;
  }

  composedPath() {
    return this.#currentTarget === null ? [] : [this.#currentTarget];
  }

  get eventPhase() {
    return this.#phase;
  }

  stopPropagation() {
    this.#flags |= STOP_PROPAGATION;
  }

  get cancelBubble() {
    return (this.#flags & STOP_PROPAGATION) !== 0;
  }

  set cancelBubble(value) {
    this.#flags |= value ? STOP_PROPAGATION : 0;
  }

  stopImmediatePropagation() {
    this.#flags |= STOP_PROPAGATION | STOP_IMMEDIATE_PROPAGATION;
  }

  get bubbles() {
    return this.#bubbles;
  }

  get cancelable() {
    return this.#cancelable;
  }

  get returnValue() {
    return (this.#flags & CANCELED) === 0;
  }

  set returnValue(value) {
    this.#flags;
    if (!value) {
      this.#cancel();
    }
  }

  preventDefault() {
    this.#cancel();
  }

  get defaultPrevented() {
    return (this.#flags & CANCELED) !== 0;
  }

  get composed() {
    return this.#composed;
  }

  get timeStamp() {
    return this.#timeStamp;
  }

  initEvent(type, bubbles = false, cancelable = false) {
    requiredArguments(arguments.length, 1, "Failed to execute 'initEvent' on 'Event'");
    type = toDOMString(type);
    if (this.#flags & DISPATCH) {
      return;
    }
    this.#flags = 0;
    this.#target = null;
    this.#type = type;
    this.#bubbles = !!bubbles;
    this.#cancelable = !!cancelable;
  }

  // https://dom.spec.whatwg.org/#set-the-canceled-flag
  #cancel() {
    if (this.#cancelable && !(this.#flags & IN_PASSIVE_LISTENER)) {
      this.#flags |= CANCELED;
    }
  }

  static {
    isEvent = (value) => typeof value === "object" && value !== null && #flags in value;
    flagsOf = (event) => event.#flags;
    typeOf = (event) => event.#type;
    cancel = (event) => event.#cancel();
    setFlag = (event, flag) => {
      event.#flags |= flag;
    };
    clearFlag = (event, flag) => {
      event.#flags &= ~flag;
    };
    beginDispatch = (event, target) => {
      event.#flags |= DISPATCH;
      event.#target = target;
      event.#currentTarget = target;
      event.#phase = AT_TARGET;
    };
    endDispatch = (event) => {
      event.#flags &= ~(DISPATCH | STOP_PROPAGATION | STOP_IMMEDIATE_PROPAGATION);
      event.#currentTarget = null;
      event.#phase = NONE;
    };
    // [LegacyUnforgeable]: on each instance and not to be redefined.
    isTrusted = ObjectGetOwnPropertyDescriptor(
      {
        get isTrusted() {
          return (this.#flags & TRUSTED) !== 0;
        },
      },
      "isTrusted",
    );
    isTrusted.configurable = false;
    isTrusted.__proto__ = null;
  }
}
defineConstant(Event, "NONE", NONE);
defineConstant(Event, "CAPTURING_PHASE", CAPTURING_PHASE);
defineConstant(Event, "AT_TARGET", AT_TARGET);
defineConstant(Event, "BUBBLING_PHASE", BUBBLING_PHASE);
defineInterface(Event);

/** An event the platform fires rather than a worker. */
function createTrustedEvent(Interface, type, init) {
  const event = new Interface(type, init);
  setFlag(event, TRUSTED);
  return event;
}

module.exports = {
  CANCELED,
  DISPATCH,
  Event,
  IN_PASSIVE_LISTENER,
  STOP_IMMEDIATE_PROPAGATION,
  STOP_PROPAGATION,
  TRUSTED,
  beginDispatch,
  cancel,
  clearFlag,
  createTrustedEvent,
  endDispatch,
  flagsOf,
  isEvent,
  setFlag,
  typeOf,
};

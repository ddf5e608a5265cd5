"use strict";

const { TypeError } = primordials;
const { DISPATCH, Event, flagsOf } = require("web/dom/event");
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { toUnsignedLong } = require("web/webidl/numbers");
const { isObject, toDictionary } = require("web/webidl/objects");
const { toDOMString, toUSVString } = require("web/webidl/strings");

/** An init dictionary member, or its default when the member is absent. */
function member(init, name, convert, fallback) {
  const value = init === undefined ? undefined : init[name];
  return value === undefined ? fallback : convert(value);
}

const asIs = (value) => value;

// https://dom.spec.whatwg.org/#interface-customevent
class CustomEvent extends Event {
  #detail;

  constructor(type, eventInitDict = undefined) {
    const prefix = "Failed to construct 'CustomEvent'";
    requiredArguments(arguments.length, 1, prefix);
    super(type, eventInitDict);
    this.#detail = member(toDictionary(eventInitDict, prefix, "CustomEventInit"), "detail", asIs, null);
  }

  get detail() {
    return this.#detail;
  }

  initCustomEvent(type, bubbles = false, cancelable = false, detail = null) {
    requiredArguments(arguments.length, 1, "Failed to execute 'initCustomEvent' on 'CustomEvent'");
    if (!(flagsOf(this) & DISPATCH)) {
      this.initEvent(type, bubbles, cancelable);
      this.#detail = detail;
    }
  }
}
defineInterface(CustomEvent);

/** What `onerror` of a global object is called with, null for an event that is no ErrorEvent. */
let errorArguments;

// https://html.spec.whatwg.org/#the-errorevent-interface
class ErrorEvent extends Event {
  #message;
  #filename;
  #lineno;
  #colno;
  #error;

  constructor(type, eventInitDict = undefined) {
    const prefix = "Failed to construct 'ErrorEvent'";
    requiredArguments(arguments.length, 1, prefix);
    super(type, eventInitDict);
    const init = toDictionary(eventInitDict, prefix, "ErrorEventInit");
    this.#colno = member(init, "colno", toUnsignedLong, 0);
    this.#error = member(init, "error", asIs, undefined);
    this.#filename = member(init, "filename", toUSVString, "");
    this.#lineno = member(init, "lineno", toUnsignedLong, 0);
    this.#message = member(init, "message", toDOMString, "");
  }

  get message() {
    return this.#message;
  }

  get filename() {
    return this.#filename;
  }

  get lineno() {
    return this.#lineno;
  }

  get colno() {
    return this.#colno;
  }

  get error() {
    return this.#error;
  }

  static {
    errorArguments = (event) =>
      #error in event ? [event.#message, event.#filename, event.#lineno, event.#colno, event.#error] : null;
  }
}
defineInterface(ErrorEvent);

// https://html.spec.whatwg.org/#promiserejectionevent
class PromiseRejectionEvent extends Event {
  #promise;
  #reason;

  constructor(type, eventInitDict) {
    const prefix = "Failed to construct 'PromiseRejectionEvent'";
    requiredArguments(arguments.length, 2, prefix);
    super(type, eventInitDict);
    const init = toDictionary(eventInitDict, prefix, "PromiseRejectionEventInit");
    const promise = member(init, "promise", asIs, undefined);
    if (!isObject(promise)) {
      throw new TypeError(`${prefix}: required member promise is not an object.`);
    }
    this.#promise = promise;
    this.#reason = member(init, "reason", asIs, undefined);
  }

  get promise() {
    return this.#promise;
  }

  get reason() {
    return this.#reason;
  }
}
defineInterface(PromiseRejectionEvent);

module.exports = { CustomEvent, ErrorEvent, PromiseRejectionEvent, errorArguments };

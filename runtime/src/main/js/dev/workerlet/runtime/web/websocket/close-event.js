"use strict";

const { Event } = require("web/dom/event");
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { toUnsignedShort } = require("web/webidl/numbers");
const { toDictionary } = require("web/webidl/objects");
const { toUSVString } = require("web/webidl/strings");

const prefix = "Failed to construct 'CloseEvent'";

// https://websockets.spec.whatwg.org/#the-closeevent-interface
class CloseEvent extends Event {
  #wasClean = false;
  #code = 0;
  #reason = "";

  constructor(type, eventInitDict = undefined) {
    requiredArguments(arguments.length, 1, prefix);
    super(type, eventInitDict);
    const init = toDictionary(eventInitDict, prefix, "CloseEventInit");
    if (init === undefined) {
      return;
    }
    const { code, reason, wasClean } = init;
    if (code !== undefined) {
      this.#code = toUnsignedShort(code, prefix, "member code");
    }
    if (reason !== undefined) {
      this.#reason = toUSVString(reason);
    }
    this.#wasClean = !!wasClean;
  }

  get wasClean() {
    return this.#wasClean;
  }

  get code() {
    return this.#code;
  }

  get reason() {
    return this.#reason;
  }
}
defineInterface(CloseEvent);

module.exports = { CloseEvent };

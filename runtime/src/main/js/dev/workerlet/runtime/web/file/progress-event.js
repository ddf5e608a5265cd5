"use strict";

const { Number, NumberIsFinite, TypeError } = primordials;
const { Event } = require("web/dom/event");
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { toDictionary } = require("web/webidl/objects");

const prefix = "Failed to construct 'ProgressEvent'";

// https://webidl.spec.whatwg.org/#js-double
function toDouble(value, member) {
  const number = Number(value);
  if (!NumberIsFinite(number)) {
    throw new TypeError(`${prefix}: member ${member} is not a finite number.`);
  }
  return number;
}

// https://xhr.spec.whatwg.org/#interface-progressevent
class ProgressEvent extends Event {
  #lengthComputable = false;
  #loaded = 0;
  #total = 0;

  constructor(type, eventInitDict = undefined) {
    requiredArguments(arguments.length, 1, prefix);
    super(type, eventInitDict);
    const init = toDictionary(eventInitDict, prefix, "ProgressEventInit");
    if (init === undefined) {
      return;
    }
    const { lengthComputable, loaded, total } = init;
    this.#lengthComputable = !!lengthComputable;
    if (loaded !== undefined) {
      this.#loaded = toDouble(loaded, "loaded");
    }
    if (total !== undefined) {
      this.#total = toDouble(total, "total");
    }
  }

  get lengthComputable() {
    return this.#lengthComputable;
  }

  get loaded() {
    return this.#loaded;
  }

  get total() {
    return this.#total;
  }
}
defineInterface(ProgressEvent);

module.exports = { ProgressEvent };

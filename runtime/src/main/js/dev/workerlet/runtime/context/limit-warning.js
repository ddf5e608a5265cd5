// The event "limitwarning" of `ctx`: most of what a limit allows is used.
"use strict";

const { Event, TRUSTED, setFlag } = require("web/dom/event");
const { dispatch } = require("web/dom/event-target");
const { ObjectDefineProperty, SymbolToStringTag } = primordials;

class LimitWarningEvent extends Event {
  #limit;
  #used;
  #allowed;

  constructor(limit, used, allowed) {
    super("limitwarning");
    this.#limit = limit;
    this.#used = used;
    this.#allowed = allowed;
  }

  /** "cpu", "wall", "heap" or "external". */
  get limit() {
    return this.#limit;
  }

  /** Milliseconds of the times, bytes of the memories. */
  get used() {
    return this.#used;
  }

  get allowed() {
    return this.#allowed;
  }
}

ObjectDefineProperty(LimitWarningEvent.prototype, SymbolToStringTag, {
  __proto__: null,
  value: "LimitWarningEvent",
  configurable: true,
});

/** Tells the listeners of a `ctx`. */
exports.warn = function warn(target, limit, used, allowed) {
  const event = new LimitWarningEvent(limit, used, allowed);
  setFlag(event, TRUSTED);
  dispatch(target, event);
};

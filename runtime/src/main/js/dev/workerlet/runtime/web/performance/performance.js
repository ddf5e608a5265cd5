"use strict";

const { DateNow } = primordials;
const operations = require("context/operations");
const { EventTarget } = require("web/dom/event-target");
const { coarseNow, coarsen } = require("web/infra/clock");
const { defineInterface, illegalConstructor } = require("web/webidl/interfaces");

const internal = { __proto__: null };

// https://w3c.github.io/hr-time/#sec-performance
class Performance extends EventTarget {
  /** Found when first asked for: there is no clock while the start-up snapshot is made. */
  #timeOrigin = 0;

  constructor(token = undefined) {
    if (token !== internal) {
      throw illegalConstructor();
    }
    super();
  }

  now() {
    this.#timeOrigin;
    return coarseNow();
  }

  get timeOrigin() {
    return this.#origin();
  }

  #origin() {
    if (this.#timeOrigin === 0) {
      this.#timeOrigin = coarsen(DateNow() - operations.now());
    }
    return this.#timeOrigin;
  }

  toJSON() {
    return { timeOrigin: this.#origin() };
  }
}
defineInterface(Performance);

module.exports = { Performance, performance: new Performance(internal) };

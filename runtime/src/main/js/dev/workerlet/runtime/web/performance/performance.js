"use strict";

const { DateNow } = primordials;
const operations = require("context/operations");
const { EventTarget } = require("web/dom/event-target");
const { coarseNow, coarsen } = require("web/infra/clock");
const { PerformanceMark } = require("web/performance/entries");
const { defineInterface, illegalConstructor, requiredArguments } = require("web/webidl/interfaces");
const { toDOMString } = require("web/webidl/strings");

const timeline = require.lazy("web/performance/timeline");

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

  // https://w3c.github.io/performance-timeline/#extensions-to-the-performance-interface

  getEntries() {
    this.#timeOrigin;
    return timeline().getEntries(null, null);
  }

  getEntriesByType(type) {
    this.#timeOrigin;
    requiredArguments(arguments.length, 1, "Failed to execute 'getEntriesByType' on 'Performance'");
    return timeline().getEntries(null, toDOMString(type));
  }

  getEntriesByName(name, type = undefined) {
    this.#timeOrigin;
    requiredArguments(arguments.length, 1, "Failed to execute 'getEntriesByName' on 'Performance'");
    return timeline().getEntries(toDOMString(name), optionalString(type));
  }

  // https://w3c.github.io/user-timing/#extensions-performance-interface

  mark(markName, markOptions = undefined) {
    this.#timeOrigin;
    requiredArguments(arguments.length, 1, "Failed to execute 'mark' on 'Performance'");
    const entry = new PerformanceMark(markName, markOptions);
    timeline().queueEntry(entry, "mark");
    return entry;
  }

  clearMarks(markName = undefined) {
    this.#timeOrigin;
    timeline().clear("mark", optionalString(markName));
  }

  measure(measureName, startOrMeasureOptions = undefined, endMark = undefined) {
    this.#timeOrigin;
    requiredArguments(arguments.length, 1, "Failed to execute 'measure' on 'Performance'");
    return timeline().measure(toDOMString(measureName), startOrMeasureOptions, endMark);
  }

  clearMeasures(measureName = undefined) {
    this.#timeOrigin;
    timeline().clear("measure", optionalString(measureName));
  }
}

function optionalString(value) {
  return value === undefined ? null : toDOMString(value);
}

defineInterface(Performance);

module.exports = { Performance, performance: new Performance(internal) };

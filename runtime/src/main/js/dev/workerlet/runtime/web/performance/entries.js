"use strict";

const { defineInterface, illegalConstructor, requiredArguments } = require("web/webidl/interfaces");
const { toDOMString } = require("web/webidl/strings");

const timeline = require.lazy("web/performance/timeline");

const internal = { __proto__: null };

let setId, partsOf;

// https://w3c.github.io/performance-timeline/#the-performanceentry-interface
class PerformanceEntry {
  /** 0 until the entry is queued. */
  #id = 0;
  #name;
  #entryType;
  #startTime;
  #duration;

  constructor(token = undefined, name = "", entryType = "", startTime = 0, duration = 0) {
    if (token !== internal) {
      throw illegalConstructor();
    }
    this.#name = name;
    this.#entryType = entryType;
    this.#startTime = startTime;
    this.#duration = duration;
  }

  get id() {
    return this.#id;
  }

  get name() {
    return this.#name;
  }

  get entryType() {
    return this.#entryType;
  }

  get startTime() {
    return this.#startTime;
  }

  get duration() {
    return this.#duration;
  }

  /** There is no navigation here. */
  get navigationId() {
    this.#id;
    return 0;
  }

  toJSON() {
    return {
      id: this.#id,
      name: this.#name,
      entryType: this.#entryType,
      startTime: this.#startTime,
      duration: this.#duration,
      navigationId: 0,
    };
  }

  static {
    setId = (entry, id) => {
      entry.#id = id;
    };
    partsOf = (entry) => ({
      __proto__: null,
      name: entry.#name,
      entryType: entry.#entryType,
      startTime: entry.#startTime,
    });
  }
}
defineInterface(PerformanceEntry);

// https://w3c.github.io/user-timing/#performancemark
class PerformanceMark extends PerformanceEntry {
  #detail;

  constructor(markName, markOptions = undefined) {
    const prefix = "Failed to construct 'PerformanceMark'";
    requiredArguments(arguments.length, 1, prefix);
    const name = toDOMString(markName);
    const { detail, startTime } = timeline().toMark(markOptions, prefix);
    super(internal, name, "mark", startTime, 0);
    this.#detail = detail;
  }

  get detail() {
    return this.#detail;
  }
}
defineInterface(PerformanceMark);

let createMeasure;

// https://w3c.github.io/user-timing/#performancemeasure
class PerformanceMeasure extends PerformanceEntry {
  #detail = null;

  constructor(token = undefined, name = "", startTime = 0, duration = 0) {
    super(token, name, "measure", startTime, duration);
  }

  get detail() {
    return this.#detail;
  }

  static {
    createMeasure = (name, startTime, duration, detail) => {
      const measure = new PerformanceMeasure(internal, name, startTime, duration);
      measure.#detail = detail;
      return measure;
    };
  }
}
// The arguments are the platform's own: the interface has no constructor.
defineInterface(PerformanceMeasure);

module.exports = { PerformanceEntry, PerformanceMark, PerformanceMeasure, createMeasure, partsOf, setId };

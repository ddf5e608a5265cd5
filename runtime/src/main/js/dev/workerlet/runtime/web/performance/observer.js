"use strict";

const { ObjectFreeze } = primordials;
const { defineInterface, illegalConstructor, requiredArguments } = require("web/webidl/interfaces");
const { toCallback } = require("web/webidl/objects");
const { toDOMString } = require("web/webidl/strings");

const observers = require.lazy("web/performance/observers");
const timeline = require.lazy("web/performance/timeline");

const internal = { __proto__: null };

/** In alphabetical order. */
const ENTRY_TYPES = ObjectFreeze(["mark", "measure"]);

// https://w3c.github.io/performance-timeline/#the-performanceobserverentrylist-interface
class PerformanceObserverEntryList {
  #entries;

  constructor(token = undefined, entries = undefined) {
    if (token !== internal) {
      throw illegalConstructor();
    }
    this.#entries = entries;
  }

  getEntries() {
    return timeline().select(this.#entries, null, null);
  }

  getEntriesByType(type) {
    const entries = this.#entries;
    requiredArguments(arguments.length, 1, "Failed to execute 'getEntriesByType' on 'PerformanceObserverEntryList'");
    return timeline().select(entries, null, toDOMString(type));
  }

  getEntriesByName(name, type = undefined) {
    const entries = this.#entries;
    requiredArguments(arguments.length, 1, "Failed to execute 'getEntriesByName' on 'PerformanceObserverEntryList'");
    return timeline().select(entries, toDOMString(name), type === undefined ? null : toDOMString(type));
  }
}
defineInterface(PerformanceObserverEntryList);

function createEntryList(entries) {
  return new PerformanceObserverEntryList(internal, entries);
}

// https://w3c.github.io/performance-timeline/#the-performanceobserver-interface
class PerformanceObserver {
  #state;

  constructor(callback) {
    const prefix = "Failed to construct 'PerformanceObserver'";
    requiredArguments(arguments.length, 1, prefix);
    this.#state = observers().createState(this, toCallback(callback, prefix, "parameter 1"), createEntryList);
  }

  static get supportedEntryTypes() {
    return ENTRY_TYPES;
  }

  observe(options = undefined) {
    observers().observe(this.#state, options);
  }

  disconnect() {
    observers().disconnect(this.#state);
  }

  takeRecords() {
    return observers().takeRecords(this.#state);
  }
}
defineInterface(PerformanceObserver);

module.exports = { ENTRY_TYPES, PerformanceObserver, PerformanceObserverEntryList };

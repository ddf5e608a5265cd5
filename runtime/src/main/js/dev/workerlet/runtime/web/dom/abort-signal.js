"use strict";

const {
  ArrayPrototypePush,
  Set,
  SetPrototypeAdd,
  SetPrototypeDelete,
  TypeError,
  WeakRef,
  WeakRefPrototypeDeref,
} = primordials;
const operations = require("context/operations");
const { DOMException } = require("web/dom/dom-exception");
const { Event, createTrustedEvent } = require("web/dom/event");
const { EventTarget, defineEventHandler, dispatch, setAbortSteps, setObserver } = require("web/dom/event-target");
const { createList, removeAt, removeItem } = require("web/infra/lists");
const { defineInterface, illegalConstructor, requiredArguments } = require("web/webidl/interfaces");
const { ENFORCE_RANGE, toUnsignedLongLong } = require("web/webidl/numbers");
const { toSequence } = require("web/webidl/objects");

const internal = { __proto__: null };

let isAbortSignal, isAborted, reasonOf, addAlgorithm, removeAlgorithm, signalAbort, createDependentSignal;

function createSignal() {
  return new AbortSignal(internal);
}

// https://dom.spec.whatwg.org/#interface-AbortSignal
class AbortSignal extends EventTarget {
  #aborted = false;
  #reason = undefined;
  #algorithms = null;
  /** For a signal made by `any`: the signals it follows. */
  #sources = null;
  /** The signals that follow this one: weakly, for a long-lived signal may see many come and go. */
  #dependents = null;
  /** Those of them that must live since somebody listens to them. */
  #heard = null;

  constructor(token = undefined) {
    if (token !== internal) {
      throw illegalConstructor();
    }
    super();
  }

  static abort(reason = undefined) {
    const signal = createSignal();
    signal.#aborted = true;
    signal.#reason = reason === undefined ? abortError() : reason;
    return signal;
  }

  static any(signals) {
    const prefix = "Failed to execute 'any' on 'AbortSignal'";
    requiredArguments(arguments.length, 1, prefix);
    return createDependentSignal(toSequence(signals, toSignal, prefix, "parameter 1"));
  }

  static timeout(milliseconds) {
    const prefix = "Failed to execute 'timeout' on 'AbortSignal'";
    requiredArguments(arguments.length, 1, prefix);
    const delay = toUnsignedLongLong(milliseconds, prefix, "parameter 1", ENFORCE_RANGE);
    const signal = createSignal();
    operations.setTimer(
      () => signalAbort(signal, new DOMException("The operation timed out.", "TimeoutError")),
      delay,
      false,
    );
    return signal;
  }

  get aborted() {
    return this.#aborted;
  }

  get reason() {
    return this.#reason;
  }

  throwIfAborted() {
    if (this.#aborted) {
      throw this.#reason;
    }
  }

  static {
    isAbortSignal = (value) => typeof value === "object" && value !== null && #aborted in value;
    isAborted = (signal) => signal.#aborted;
    reasonOf = (signal) => signal.#reason;

    addAlgorithm = (signal, algorithm) => {
      if (!signal.#aborted) {
        signal.#algorithms ??= createList();
        signal.#algorithms[signal.#algorithms.length] = algorithm;
        keep(signal, true);
      }
    };

    removeAlgorithm = (signal, algorithm) => {
      if (signal.#algorithms !== null) {
        removeItem(signal.#algorithms, algorithm);
      }
    };

    const keep = (dependent, isHeard) => {
      const sources = dependent.#sources;
      if (sources === null) {
        return;
      }
      for (let i = 0; i < sources.length; i++) {
        const heard = (sources[i].#heard ??= new Set());
        if (isHeard) {
          SetPrototypeAdd(heard, dependent);
        } else if (dependent.#algorithms === null) {
          SetPrototypeDelete(heard, dependent);
        }
      }
    };

    const follow = (dependent, source) => {
      const dependents = (source.#dependents ??= []);
      // Each time around drops one that is gone, so the list stays near the number alive.
      for (let i = 0; i < dependents.length; i++) {
        if (WeakRefPrototypeDeref(dependents[i]) === undefined) {
          removeAt(dependents, i, 1);
          break;
        }
      }
      ArrayPrototypePush(dependents, new WeakRef(dependent));
      ArrayPrototypePush(dependent.#sources, source);
    };

    // https://dom.spec.whatwg.org/#create-a-dependent-abort-signal
    createDependentSignal = (signals) => {
      const result = createSignal();
      for (let i = 0; i < signals.length; i++) {
        if (signals[i].#aborted) {
          result.#aborted = true;
          result.#reason = signals[i].#reason;
          return result;
        }
      }
      result.#sources = [];
      for (let i = 0; i < signals.length; i++) {
        // Follow the origins of a dependent signal, so that chains stay one link long.
        const origins = signals[i].#sources ?? [signals[i]];
        for (let j = 0; j < origins.length; j++) {
          follow(result, origins[j]);
        }
      }
      setObserver(result, (type, isHeard) => {
        if (type === "abort") {
          keep(result, isHeard);
        }
      });
      return result;
    };

    // https://dom.spec.whatwg.org/#abortsignal-signal-abort
    signalAbort = (signal, reason) => {
      if (signal.#aborted) {
        return;
      }
      signal.#aborted = true;
      signal.#reason = reason === undefined ? abortError() : reason;
      const toAbort = [];
      const dependents = signal.#dependents ?? [];
      for (let i = 0; i < dependents.length; i++) {
        const dependent = WeakRefPrototypeDeref(dependents[i]);
        if (dependent !== undefined && !dependent.#aborted) {
          dependent.#aborted = true;
          dependent.#reason = signal.#reason;
          ArrayPrototypePush(toAbort, dependent);
        }
      }
      signal.#dependents = null;
      signal.#heard = null;
      runAbortSteps(signal);
      for (let i = 0; i < toAbort.length; i++) {
        runAbortSteps(toAbort[i]);
      }
    };

    const runAbortSteps = (signal) => {
      const algorithms = signal.#algorithms ?? [];
      signal.#algorithms = null;
      for (let i = 0; i < algorithms.length; i++) {
        algorithms[i]();
      }
      dispatch(signal, createTrustedEvent(Event, "abort", undefined));
    };
  }
}
defineEventHandler(AbortSignal.prototype, "abort");
defineInterface(AbortSignal);
setAbortSteps({ addAlgorithm, isAbortSignal, isAborted });

function abortError() {
  return new DOMException("This operation was aborted", "AbortError");
}

function toSignal(value, prefix) {
  if (!isAbortSignal(value)) {
    throw new TypeError(`${prefix}: an element of the sequence is not of type 'AbortSignal'.`);
  }
  return value;
}

module.exports = {
  AbortSignal,
  addAlgorithm,
  createDependentSignal,
  createSignal,
  isAbortSignal,
  isAborted,
  reasonOf,
  removeAlgorithm,
  signalAbort,
};

"use strict";

const { Promise, PromiseReject, TypeError } = primordials;
const operations = require("context/operations");
const { addAlgorithm, isAbortSignal, isAborted, reasonOf, removeAlgorithm } = require("web/dom/abort-signal");
const { defineInterface, illegalConstructor, requiredArguments } = require("web/webidl/interfaces");
const { ENFORCE_RANGE, toUnsignedLongLong } = require("web/webidl/numbers");
const { toDictionary } = require("web/webidl/objects");

const internal = { __proto__: null };
const prefix = "Failed to execute 'wait' on 'Scheduler'";

let isScheduler;

function toSignal(options) {
  const signal = toDictionary(options, prefix, "SchedulerWaitOptions")?.signal;
  if (signal !== undefined && !isAbortSignal(signal)) {
    throw new TypeError(`${prefix}: member signal is not of type 'AbortSignal'.`);
  }
  return signal;
}

/** A promise that is fulfilled in so many milliseconds, or rejected when the signal aborts. */
function wait(milliseconds, signal) {
  if (signal === undefined) {
    return new Promise((resolve) => operations.setTimer(resolve, milliseconds, false));
  }
  if (isAborted(signal)) {
    return PromiseReject(reasonOf(signal));
  }
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      operations.clearTimer(timer);
      reject(reasonOf(signal));
    };
    const onTime = () => {
      removeAlgorithm(signal, onAbort);
      resolve();
    };
    const timer = operations.setTimer(onTime, milliseconds, false);
    addAlgorithm(signal, onAbort);
  });
}

/** What is left of https://wicg.github.io/scheduling-apis/ without priorities: `wait`, as other servers have it. */
class Scheduler {
  #brand;

  constructor(token = undefined) {
    if (token !== internal) {
      throw illegalConstructor();
    }
  }

  wait(milliseconds, options = undefined) {
    try {
      if (!isScheduler(this)) {
        throw new TypeError("Illegal invocation");
      }
      requiredArguments(arguments.length, 1, prefix);
      return wait(toUnsignedLongLong(milliseconds, prefix, "parameter 1", ENFORCE_RANGE), toSignal(options));
    } catch (error) {
      return PromiseReject(error);
    }
  }

  static {
    isScheduler = (value) => typeof value === "object" && value !== null && #brand in value;
  }
}
defineInterface(Scheduler);

module.exports = { Scheduler, scheduler: new Scheduler(internal) };

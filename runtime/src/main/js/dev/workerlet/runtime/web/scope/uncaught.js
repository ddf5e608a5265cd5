"use strict";

const { WeakSet, WeakSetPrototypeAdd, WeakSetPrototypeDelete } = primordials;
const { createTrustedEvent } = require("web/dom/event");
const { ErrorEvent, PromiseRejectionEvent } = require("web/dom/events");
const { dispatch, hasListeners } = require("web/dom/event-target");
const { globalTarget } = require("web/scope/worker-global-scope");

const position = require.lazy("web/scope/error-position");

/** Rejected promises that an unhandledrejection event has told of. */
const reported = new WeakSet();
/** An error of a listener for errors is told of no more, only logged. */
let isReporting = false;

// https://html.spec.whatwg.org/#report-an-exception
/** Tells the worker's listeners of an exception that nobody caught. Returns whether one of them has handled it. */
function reportError(error) {
  if (isReporting || !hasListeners(globalTarget, "error")) {
    return false;
  }
  isReporting = true;
  try {
    const { colno, filename, lineno, message } = position().describePosition(error);
    const init = { __proto__: null, cancelable: true, colno, error, filename, lineno, message };
    return !dispatch(globalTarget, createTrustedEvent(ErrorEvent, "error", init));
  } finally {
    isReporting = false;
  }
}

function dispatchRejection(type, promise, reason, cancelable) {
  const init = { __proto__: null, cancelable, promise, reason };
  return !dispatch(globalTarget, createTrustedEvent(PromiseRejectionEvent, type, init));
}

// https://html.spec.whatwg.org/#notify-about-rejected-promises
/** Tells of a rejected promise that nobody handles. Returns whether a listener has handled it. */
function reportRejection(promise, reason) {
  const isHandled =
    hasListeners(globalTarget, "unhandledrejection") && dispatchRejection("unhandledrejection", promise, reason, true);
  WeakSetPrototypeAdd(reported, promise);
  return isHandled;
}

// https://html.spec.whatwg.org/#the-hostpromiserejectiontracker-implementation step 6
/** Tells that a promise is handled after all. */
function reportHandled(promise, reason) {
  if (WeakSetPrototypeDelete(reported, promise) && hasListeners(globalTarget, "rejectionhandled")) {
    dispatchRejection("rejectionhandled", promise, reason, false);
  }
}

module.exports = { reportError, reportHandled, reportRejection };

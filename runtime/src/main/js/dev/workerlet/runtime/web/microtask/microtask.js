"use strict";

const { FunctionPrototypeCall } = primordials;
const { reportException } = require("web/dom/report-exception");
const { requiredArguments } = require("web/webidl/interfaces");
const { toCallback } = require("web/webidl/objects");

/** What follows the await is the microtask; nothing a worker can replace takes part in it. */
async function runLater(callback) {
  await undefined;
  try {
    FunctionPrototypeCall(callback, undefined);
  } catch (error) {
    reportException(error);
  }
}

// Methods of an object literal are no constructors, as operations must not be.
module.exports = {
  // https://html.spec.whatwg.org/#dom-queuemicrotask
  queueMicrotask(callback) {
    const prefix = "Failed to execute 'queueMicrotask'";
    requiredArguments(arguments.length, 1, prefix);
    runLater(toCallback(callback, prefix, "parameter 1"));
  },

  // https://html.spec.whatwg.org/#dom-reporterror
  reportError(error) {
    requiredArguments(arguments.length, 1, "Failed to execute 'reportError'");
    reportException(error);
  },
};

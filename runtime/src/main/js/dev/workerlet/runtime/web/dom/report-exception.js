"use strict";

// https://html.spec.whatwg.org/#report-an-exception
// What an exception nobody catches comes to is the context's decision: it sets the handler.
let handler = null;

function setReportException(callback) {
  handler = callback;
}

function reportException(error) {
  if (handler !== null) {
    handler(error);
  }
}

module.exports = { reportException, setReportException };

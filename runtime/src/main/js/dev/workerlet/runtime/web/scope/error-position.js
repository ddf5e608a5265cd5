// Where an exception came from, for ErrorEvent.
"use strict";

const { ErrorIsError, RegExpPrototypeExec, String } = primordials;

const FRAME = /\n {4}at (?:.*?\()?([^()\n]*):(\d+):(\d+)\)?(?:\n|$)/;

function textOf(error) {
  try {
    return `Uncaught ${String(error)}`;
  } catch {
    return "Uncaught exception";
  }
}

/** {message, filename, lineno, colno}: what the first frame of the stack says; nothing of it for what is no error. */
exports.describePosition = function describePosition(error) {
  const message = textOf(error);
  let match = null;
  try {
    match = ErrorIsError(error) ? RegExpPrototypeExec(FRAME, `\n${error.stack}`) : null;
  } catch {
    // A worker's getter for the stack, or a stack that is no string.
  }
  return match === null
    ? { __proto__: null, message, filename: "", lineno: 0, colno: 0 }
    : { __proto__: null, message, filename: match[1], lineno: +match[2], colno: +match[3] };
};

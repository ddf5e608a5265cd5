// Where an exception came from, for ErrorEvent.
"use strict";

const { ErrorCaptureStackTrace, ErrorIsError, RegExpPrototypeExec, String, StringPrototypeIndexOf, StringPrototypeSlice } =
  primordials;

const FRAME = /^ {4}at (?:.*\()?([^()]*):(\d+):(\d+)\)?$/;
/** What the names of the platform's own scripts begin with. */
const PLATFORM = "workerlet:";

function messageOf(error) {
  try {
    return `Uncaught ${String(error)}`;
  } catch {
    return "Uncaught exception";
  }
}

/** The stack of an error; for any other value that of the caller, who has reported it. */
function stackOf(error) {
  try {
    if (ErrorIsError(error)) {
      return String(error.stack);
    }
    const holder = { __proto__: null, stack: "" };
    ErrorCaptureStackTrace(holder);
    return String(holder.stack);
  } catch {
    // A worker's getter, or what it has put in the stack's place.
    return "";
  }
}

/** The first frame of a stack that is in a worker's script, null when there is none. */
function findFrame(stack) {
  let start = 0;
  for (;;) {
    const newline = StringPrototypeIndexOf(stack, "\n", start);
    const line = StringPrototypeSlice(stack, start, newline < 0 ? stack.length : newline);
    const match = RegExpPrototypeExec(FRAME, line);
    if (match !== null && StringPrototypeIndexOf(match[1], PLATFORM) !== 0) {
      return match;
    }
    if (newline < 0) {
      return null;
    }
    start = newline + 1;
  }
}

/** {message, filename, lineno, colno} of an exception. */
exports.describePosition = function describePosition(error) {
  const frame = findFrame(stackOf(error));
  return {
    __proto__: null,
    message: messageOf(error),
    filename: frame === null ? "" : frame[1],
    lineno: frame === null ? 0 : +frame[2],
    colno: frame === null ? 0 : +frame[3],
  };
};

// Text of what a script threw, for the log and for the host: it must not run the script's code any more than needed,
// and must not throw.
"use strict";

const { Error, ErrorPrototype, ObjectPrototypeIsPrototypeOf, String } = primordials;

/** The stack of an error, or the thing as a string. */
exports.describe = function describe(thrown) {
  try {
    if (typeof thrown === "object" && thrown !== null && ObjectPrototypeIsPrototypeOf(ErrorPrototype, thrown)) {
      const stack = thrown.stack;
      let text = typeof stack === "string" && stack !== "" ? stack : String(thrown);
      if (thrown.cause !== undefined) text += `\nCaused by: ${exports.describe(thrown.cause)}`;
      return text;
    }
    return `Uncaught ${String(thrown)}`;
  } catch {
    return "Uncaught exception that can't be described";
  }
};

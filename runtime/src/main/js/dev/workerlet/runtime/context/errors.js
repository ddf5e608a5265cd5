// Text of what a script threw, for the log and for the host: it must not run the script's code any more than needed,
// and must not throw.
"use strict";

const { ErrorPrototype, ObjectGetPrototypeOf, String } = primordials;

/** Whether a value has Error.prototype among its prototypes. */
function isError(value) {
  if (typeof value !== "object") return false;
  for (let link = value; link !== null; link = ObjectGetPrototypeOf(link)) {
    if (link === ErrorPrototype) return true;
  }
  return false;
}

/** The stack of an error, or the thing as a string. */
exports.describe = function describe(thrown) {
  try {
    if (isError(thrown)) {
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

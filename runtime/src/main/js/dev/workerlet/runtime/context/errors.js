// Text of what a script threw, for the log and for the host: it must not run the script's code any more than needed,
// and must not throw.
"use strict";

const { ErrorPrototype, ObjectGetPrototypeOf, String, StringPrototypeSlice } = primordials;

/** Characters of a description: the host would keep no more, and the JVM stands still while it copies a long string. */
const MOST_CHARACTERS = 16_000;

/** Whether a value has Error.prototype among its prototypes. */
function isError(value) {
  if (typeof value !== "object") return false;
  for (let link = value; link !== null; link = ObjectGetPrototypeOf(link)) {
    if (link === ErrorPrototype) return true;
  }
  return false;
}

function cut(text) {
  return text.length > MOST_CHARACTERS
    ? `${StringPrototypeSlice(text, 0, MOST_CHARACTERS)}… (${text.length} characters)`
    : text;
}

/** The stack of an error, or the thing as a string; cut where that is long. */
exports.describe = function describe(thrown) {
  try {
    if (isError(thrown)) {
      const stack = thrown.stack;
      let text = typeof stack === "string" && stack !== "" ? stack : String(thrown);
      if (thrown.cause !== undefined) text = `${cut(text)}\nCaused by: ${exports.describe(thrown.cause)}`;
      return cut(text);
    }
    return cut(`Uncaught ${String(thrown)}`);
  } catch {
    return "Uncaught exception that can't be described";
  }
};

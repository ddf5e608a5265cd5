// Text of what a script threw, for the log and for the host: it must not run the script's code any more than needed,
// and must not throw.
"use strict";

const { ErrorPrototype, ObjectGetPrototypeOf, String, StringPrototypeSlice } = primordials;

/** Characters of a description: the host would keep no more, and the JVM stands still while it copies a long string. */
const MOST_CHARACTERS = 16_000;
/** Causes of causes that are told: there may be a circle of them. */
const MOST_CAUSES = 10;

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

/** The stack of an error with those of its causes, or the thing as a string; cut where that is long. */
exports.describe = (thrown) => describeWithin(thrown, MOST_CAUSES);

function describeWithin(thrown, causes) {
  try {
    if (isError(thrown)) {
      const stack = thrown.stack;
      let text = typeof stack === "string" && stack !== "" ? stack : String(thrown);
      if (causes > 0 && text.length < MOST_CHARACTERS && thrown.cause !== undefined) {
        text += `\nCaused by: ${describeWithin(thrown.cause, causes - 1)}`;
      }
      return cut(text);
    }
    return cut(`Uncaught ${String(thrown)}`);
  } catch {
    return "Uncaught exception that can't be described";
  }
}

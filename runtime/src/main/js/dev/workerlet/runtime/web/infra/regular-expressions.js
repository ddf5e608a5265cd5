"use strict";

const {
  RegExpPrototypeGetDotAll,
  RegExpPrototypeGetGlobal,
  RegExpPrototypeGetHasIndices,
  RegExpPrototypeGetIgnoreCase,
  RegExpPrototypeGetMultiline,
  RegExpPrototypeGetSticky,
  RegExpPrototypeGetUnicode,
  RegExpPrototypeGetUnicodeSets,
} = primordials;

/** The flags an expression was made with. The `flags` accessor would ask its other accessors. */
function flagsOf(expression) {
  return (
    (RegExpPrototypeGetHasIndices(expression) ? "d" : "") +
    (RegExpPrototypeGetGlobal(expression) ? "g" : "") +
    (RegExpPrototypeGetIgnoreCase(expression) ? "i" : "") +
    (RegExpPrototypeGetMultiline(expression) ? "m" : "") +
    (RegExpPrototypeGetDotAll(expression) ? "s" : "") +
    (RegExpPrototypeGetUnicode(expression) ? "u" : "") +
    (RegExpPrototypeGetUnicodeSets(expression) ? "v" : "") +
    (RegExpPrototypeGetSticky(expression) ? "y" : "")
  );
}

module.exports = { flagsOf };

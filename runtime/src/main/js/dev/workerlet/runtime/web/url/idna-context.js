"use strict";

const {
  RegExpPrototypeExec,
  StringFromCodePoint,
  StringPrototypeCharCodeAt,
  StringPrototypeCodePointAt,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
} = primordials;
// Bidirectional classes, joining types and combining classes are not among the properties of regular expressions.
const unicode = require("npm/tr46/lib/regexes.js");

const NON_JOINER = "\u200c";

const matches = (expression, text) => RegExpPrototypeExec(expression, text) !== null;

/** Whether the domain has characters that are written from right to left. */
const isBidiDomain = (domain) => matches(unicode.bidiDomain, domain);

// https://www.rfc-editor.org/rfc/rfc5893#section-2
function followsBidiRule(label) {
  const first = StringFromCodePoint(StringPrototypeCodePointAt(label, 0));
  if (matches(unicode.bidiS1RTL, first)) {
    const hasBothDigits = matches(unicode.bidiS4EN, label) && matches(unicode.bidiS4AN, label);
    return matches(unicode.bidiS2, label) && matches(unicode.bidiS3, label) && !hasBothDigits;
  }
  return matches(unicode.bidiS1LTR, first) && matches(unicode.bidiS5, label) && matches(unicode.bidiS6, label);
}

/** The code point that ends before `index`. */
function codePointBefore(text, index) {
  const unit = StringPrototypeCharCodeAt(text, index - 1);
  const isTrail = unit >= 0xdc00 && unit < 0xe000;
  return StringPrototypeSlice(text, index - (isTrail ? 2 : 1), index);
}

/** Whether the joiner at `index` stands after a virama, or a non-joiner between letters that would join. */
function isJoinerInContext(label, index) {
  if (index === 0) {
    return false;
  }
  if (matches(unicode.combiningClassVirama, codePointBefore(label, index))) {
    return true;
  }
  if (label[index] !== NON_JOINER) {
    return false;
  }
  const next = StringPrototypeIndexOf(label, NON_JOINER, index + 1);
  const start = StringPrototypeLastIndexOf(label, NON_JOINER, index - 1) + 1;
  return matches(unicode.validZWNJ, StringPrototypeSlice(label, start, next === -1 ? label.length : next));
}

// https://www.rfc-editor.org/rfc/rfc5892#appendix-A.1
function hasJoinersInContext(label) {
  for (let i = 0; i < label.length; i++) {
    if (StringPrototypeIncludes("\u200c\u200d", label[i]) && !isJoinerInContext(label, i)) {
      return false;
    }
  }
  return true;
}

module.exports = { followsBidiRule, hasJoinersInContext, isBidiDomain };

"use strict";

const {
  RegExp,
  RegExpPrototypeExec,
  StringFromCodePoint,
  StringPrototypeCodePointAt,
  StringPrototypeNormalize,
  StringPrototypeSlice,
  StringPrototypeToLowerCase,
  StringPrototypeToUpperCase,
} = primordials;

// UTS #46 derives its mapping table from properties that V8 knows: a code point is mapped to its NFKC case folding, is
// valid where that is itself, and disallowed where it is a control character, a space or unassigned; then come the
// exceptions below. So no table is needed, and what is mapped is of the Unicode version that V8 has.
// https://www.unicode.org/reports/tr46/#Mapping_Table_Derivation

const ignorable = /^\p{Default_Ignorable_Code_Point}$/u;
const cherokeeCapital = /^[\u13a0-\u13f5]$/;
const dot = /[.\u3002]/;
const dotlessI = "\u0131";

/** Sharp s, final sigma and the joiners, which the deprecated transitional processing maps. */
const deviation = "[\\xdf\\u03c2\\u200c\\u200d]";
const disallowed =
  "[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2065-\\u2069\\u2ff0-\\u2fff\\u31ef\\ufff0-\\ufff8\\ufffc\\ufffd" +
  "\\u{e0000}-\\u{e00ff}\\u{e01f0}-\\u{e0fff}]";
const changing = "\\p{Changes_When_NFKC_Casefolded}";

const toBeMapped = new RegExp(`(?!${deviation}|${disallowed})(?:${changing}|\\u3002)`, "gu");
const invalid = new RegExp(`(?!${deviation})(?:${disallowed}|${changing}|[\\p{C}\\p{Z}\\u3002])`, "u");

/** The full case folding of a code point. */
function foldCase(char) {
  const upper = StringPrototypeToUpperCase(char);
  if (char === dotlessI || RegExpPrototypeExec(cherokeeCapital, upper) !== null) {
    return char === dotlessI ? char : upper;
  }
  const lower = StringPrototypeToLowerCase(upper);
  return lower === "\u03c2" ? "\u03c3" : lower;
}

/** The code points of a text without ignorable ones, each folded. */
function foldAll(text) {
  let output = "";
  for (let i = 0; i < text.length; ) {
    const char = StringFromCodePoint(StringPrototypeCodePointAt(text, i));
    output += RegExpPrototypeExec(ignorable, char) === null ? foldCase(char) : "";
    i += char.length;
  }
  return output;
}

/** NFKC_Casefold: folded and normalised until nothing changes any more. */
function foldCompatibly(char) {
  let folded = char;
  let previous;
  do {
    previous = folded;
    folded = StringPrototypeNormalize(foldAll(StringPrototypeNormalize(previous, "NFKC")), "NFKC");
  } while (folded !== previous);
  return folded;
}

function mapCodePoint(char) {
  switch (char) {
    case "\u3002":
    case "\uff0e":
    case "\uff61":
      return ".";
    case "\u1e9e":
      return "\xdf";
  }
  const folded = foldCompatibly(char);
  // Other characters with a dot in them are disallowed, and stay as they are to be found by the validity criteria.
  return RegExpPrototypeExec(dot, folded) === null ? folded : char;
}

/** The text with each code point mapped; what is disallowed stays. */
function mapText(text) {
  let output = "";
  let start = 0;
  toBeMapped.lastIndex = 0;
  for (let match = RegExpPrototypeExec(toBeMapped, text); match !== null; ) {
    output += StringPrototypeSlice(text, start, match.index) + mapCodePoint(match[0]);
    start = toBeMapped.lastIndex;
    match = RegExpPrototypeExec(toBeMapped, text);
  }
  return output + StringPrototypeSlice(text, start);
}

/** Whether each code point is valid or a deviation. */
const isValidText = (text) => RegExpPrototypeExec(invalid, text) === null;

module.exports = { isValidText, mapText };

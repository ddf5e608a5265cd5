"use strict";

const {
  ObjectIs,
  RegExpPrototypeExec,
  StringPrototypeCharCodeAt,
  StringPrototypePadStart,
  StringPrototypeSlice,
  NumberPrototypeToString,
  SymbolPrototypeToString,
} = primordials;

const MAX_STRING = 10_000;

const needsEscape = /[\x00-\x1f\x7f-\x9f\\']|[\ud800-\udfff]/;
const identifier = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

const shortEscapes = { __proto__: null, 8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 92: "\\\\" };

function truncated(text) {
  if (text.length <= MAX_STRING) {
    return text;
  }
  const more = text.length - MAX_STRING;
  return `${StringPrototypeSlice(text, 0, MAX_STRING)}... ${more} more character${more === 1 ? "" : "s"}`;
}

/** A string as it could stand in a programme. */
function quote(text) {
  const shown = truncated(text);
  if (RegExpPrototypeExec(needsEscape, shown) === null) {
    return `'${shown}'`;
  }
  const mark = quoteMark(shown);
  let output = mark;
  for (let i = 0; i < shown.length; i++) {
    const code = StringPrototypeCharCodeAt(shown, i);
    const escape = shortEscapes[code];
    if (escape !== undefined) {
      output += escape;
    } else if (shown[i] === mark) {
      output += `\\${mark}`;
    } else if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) {
      output += `\\x${StringPrototypePadStart(NumberPrototypeToString(code, 16), 2, "0")}`;
    } else if (code >= 0xd800 && code <= 0xdfff) {
      const next = code <= 0xdbff && i + 1 < shown.length ? StringPrototypeCharCodeAt(shown, i + 1) : 0;
      if (next >= 0xdc00 && next <= 0xdfff) {
        output += shown[i] + shown[i + 1];
        i++;
      } else {
        output += `\\u${NumberPrototypeToString(code, 16)}`;
      }
    } else {
      output += shown[i];
    }
  }
  return output + mark;
}

/** The first of ' " ` that needs no escaping, else '. */
function quoteMark(text) {
  const marks = "'\"`";
  for (let i = 0; i < marks.length; i++) {
    let found = false;
    for (let j = 0; j < text.length && !found; j++) {
      found = text[j] === marks[i];
    }
    if (!found) {
      return marks[i];
    }
  }
  return "'";
}

function formatPrimitive(value) {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "number":
      return ObjectIs(value, -0) ? "-0" : `${value}`;
    case "bigint":
      return `${value}n`;
    case "symbol":
      return SymbolPrototypeToString(value);
    default:
      return `${value}`;
  }
}

function formatKey(key) {
  if (typeof key === "symbol") {
    return `[${SymbolPrototypeToString(key)}]`;
  }
  return RegExpPrototypeExec(identifier, key) === null ? quote(key) : key;
}

module.exports = { formatKey, formatPrimitive, truncated };

"use strict";

const {
  JSONStringify,
  Number,
  ParseFloat,
  ParseInt,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
} = primordials;
const { formatPrimitive } = require("web/console/primitives");

const inspector = require.lazy("web/console/inspect");

const MAX_TEXT = 65_536;
const FULL_DEPTH = 4;

function isObject(value) {
  return typeof value === "function" || (typeof value === "object" && value !== null);
}

/** A value for people to read; only objects need the inspector. */
function inspect(value, depth = undefined) {
  return isObject(value) ? inspector().inspect(value, depth) : formatPrimitive(value);
}

function formatString(value) {
  if (typeof value === "string") {
    return value;
  }
  return isObject(value) ? inspect(value, 0) : formatPrimitive(value);
}

function formatNumber(value, parse) {
  if (typeof value === "bigint") {
    return `${value}n`;
  }
  if (isObject(value) || typeof value === "symbol") {
    return "NaN";
  }
  return formatPrimitive(parse(value));
}

function formatJson(value) {
  try {
    return `${JSONStringify(value)}`;
  } catch {
    return "[Circular]";
  }
}

// https://console.spec.whatwg.org/#formatter
function formatSpecifier(specifier, value) {
  switch (specifier) {
    case "s":
      return formatString(value);
    case "d":
      return formatNumber(value, Number);
    case "i":
      return formatNumber(value, (number) => ParseInt(number, 10));
    case "f":
      return formatNumber(value, ParseFloat);
    case "j":
      return formatJson(value);
    case "o":
      return inspect(value, FULL_DEPTH);
    case "O":
      return inspect(value);
    case "c":
      // a style for a medium that has none
      return "";
    default:
      return undefined;
  }
}

/** The arguments of a console method as one text of bounded length. */
function format(args) {
  let text = "";
  let next = 0;
  if (typeof args[0] === "string") {
    next = 1;
    text = args.length > 1 ? "" : args[0];
    if (args.length > 1) {
      const template = args[0];
      let start = 0;
      for (;;) {
        const percent = StringPrototypeIndexOf(template, "%", start);
        if (percent === -1 || percent === template.length - 1) {
          break;
        }
        text += StringPrototypeSlice(template, start, percent);
        start = percent + 2;
        const specifier = template[percent + 1];
        const formatted = next < args.length ? formatSpecifier(specifier, args[next]) : undefined;
        if (specifier === "%") {
          text += "%";
        } else if (formatted === undefined) {
          text += `%${specifier}`;
        } else {
          text += formatted;
          next++;
        }
      }
      text += StringPrototypeSlice(template, start);
    }
  }
  for (let i = next; i < args.length && text.length < MAX_TEXT; i++) {
    const value = args[i];
    const separator = i === 0 ? "" : " ";
    text += separator + (typeof value === "string" ? value : inspect(value));
  }
  return bounded(text);
}

function bounded(text) {
  return text.length <= MAX_TEXT ? text : `${StringPrototypeSlice(text, 0, MAX_TEXT - 15)}... (truncated)`;
}

module.exports = { bounded, format, inspect };

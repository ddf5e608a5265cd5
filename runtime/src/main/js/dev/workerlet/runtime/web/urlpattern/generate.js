"use strict";

const { RegExpPrototypeExec, StringFromCodePoint, StringPrototypeCodePointAt, StringPrototypeEndsWith } = primordials;
const { FULL_WILDCARD, escapePattern, escapeRegExp, segmentWildcard } = require("web/urlpattern/expressions");
const { ANYTHING, CUSTOM_REGEXP, FIXED_TEXT, SEGMENT_WILDCARD } = require("web/urlpattern/parts");
const { isNameChar } = require("web/urlpattern/tokenizer");

const digitAtStart = /^[0-9]/;

const isNumber = (name) => RegExpPrototypeExec(digitAtStart, name) !== null;

function beginsLikeName(text) {
  return text !== "" && isNameChar(StringFromCodePoint(StringPrototypeCodePointAt(text, 0)), false);
}

function expressionOf(part, options) {
  switch (part.type) {
    case SEGMENT_WILDCARD:
      return segmentWildcard(options);
    case ANYTHING:
      return FULL_WILDCARD;
    default:
      return part.value;
  }
}

// https://urlpattern.spec.whatwg.org/#generate-a-regular-expression-and-name-list
function regExpOfPart(part, options) {
  const { modifier, type } = part;
  if (type === FIXED_TEXT) {
    const text = escapeRegExp(part.value);
    return modifier === "" ? text : `(?:${text})${modifier}`;
  }
  const expression = expressionOf(part, options);
  const prefix = escapeRegExp(part.prefix);
  const suffix = escapeRegExp(part.suffix);
  const isOnce = modifier === "" || modifier === "?";
  if (prefix === "" && suffix === "") {
    return isOnce ? `(${expression})${modifier}` : `((?:${expression})${modifier})`;
  }
  if (isOnce) {
    return `(?:${prefix}(${expression})${suffix})${modifier}`;
  }
  // what stands between the repetitions belongs to the group, what stands around them does not
  const repeated = `(?:${expression})(?:${suffix}${prefix}(?:${expression}))*`;
  return `(?:${prefix}(${repeated})${suffix})${modifier === "*" ? "?" : ""}`;
}

/** The source of the regular expression that a component must match. */
function generateRegExp(parts, options) {
  let output = "^";
  for (let i = 0; i < parts.length; i++) {
    output += regExpOfPart(parts[i], options);
  }
  return `${output}$`;
}

/** Whether a named group would run into what follows it. */
function runsIntoNext(part, next) {
  if (part.type !== SEGMENT_WILDCARD || part.modifier !== "" || next === null) {
    return false;
  }
  if (next.prefix !== "" || next.suffix !== "") {
    return false;
  }
  return next.type === FIXED_TEXT ? beginsLikeName(next.value) : isNumber(next.name);
}

function needsBraces(part, previous, next, options) {
  if (part.suffix !== "" || (part.prefix !== "" && part.prefix !== options.prefix)) {
    return true;
  }
  if (!isNumber(part.name) && runsIntoNext(part, next)) {
    return true;
  }
  // or the end of the text before would be taken for the group's prefix
  return (
    part.prefix === "" &&
    previous !== null &&
    previous.type === FIXED_TEXT &&
    options.prefix !== "" &&
    StringPrototypeEndsWith(previous.value, options.prefix)
  );
}

function canBeAsterisk(part, previous, hasBraces) {
  return (
    isNumber(part.name) &&
    (previous === null || previous.type === FIXED_TEXT || previous.modifier !== "" || hasBraces || part.prefix !== "")
  );
}

function groupPattern(part, previous, hasBraces, options) {
  const name = isNumber(part.name) ? "" : `:${part.name}`;
  if (part.type === CUSTOM_REGEXP || (part.type === SEGMENT_WILDCARD && name === "")) {
    return `${name}(${expressionOf(part, options)})`;
  }
  if (part.type === ANYTHING) {
    return canBeAsterisk(part, previous, hasBraces) ? "*" : `${name}(${FULL_WILDCARD})`;
  }
  return beginsLikeName(part.suffix) ? `${name}\\` : name;
}

function patternOfPart(part, previous, next, options) {
  if (part.type === FIXED_TEXT) {
    const text = escapePattern(part.value);
    return part.modifier === "" ? text : `{${text}}${part.modifier}`;
  }
  const hasBraces = needsBraces(part, previous, next, options);
  const group = groupPattern(part, previous, hasBraces, options);
  const text = escapePattern(part.prefix) + group + escapePattern(part.suffix);
  return (hasBraces ? `{${text}}` : text) + part.modifier;
}

/** The pattern that has these parts. https://urlpattern.spec.whatwg.org/#generate-a-pattern-string */
function generatePattern(parts, options) {
  let output = "";
  for (let i = 0; i < parts.length; i++) {
    const previous = i > 0 ? parts[i - 1] : null;
    const next = i < parts.length - 1 ? parts[i + 1] : null;
    output += patternOfPart(parts[i], previous, next, options);
  }
  return output;
}

module.exports = { generatePattern, generateRegExp };

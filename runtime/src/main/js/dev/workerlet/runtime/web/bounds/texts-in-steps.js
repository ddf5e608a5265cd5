"use strict";

const {
  ArrayPrototype,
  FunctionPrototypeCall,
  MathMin,
  ObjectSetPrototypeOf,
  RangeError,
  ReflectApply,
  RegExp,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolMatch,
  RegExpPrototypeSymbolReplace,
  RegExpPrototypeSymbolSplit,
  StringPrototypeCodePointAt,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeSplit,
  SymbolSpecies,
  SymbolSplit,
  TypeError,
} = primordials;
const operations = require("context/operations");
const { MOST_AT_ONCE, isReplacedAtOnce } = require("web/bounds/long-texts");
const { toLength } = require("web/bounds/lengths");
const { createList } = require("web/infra/lists");

// The built-ins that take long texts apart, step by step as the standard has them: each may be the last.

const MOST_PARTS = 2 ** 32 - 1;

const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
const isLong = (text) => text.length > MOST_AT_ONCE;
const toArray = (list) => ObjectSetPrototypeOf(list, ArrayPrototype);
const toMostParts = (limit) => (limit === undefined ? MOST_PARTS : limit >>> 0);
const isUnicode = (flags) => StringPrototypeIncludes(flags, "u") || StringPrototypeIncludes(flags, "v");

/**
 * The text of a value. One that is longer than the heap has no place there once it is written out, and V8 asks for the place only
 * when it has written hundreds of megabytes in one step (docs/decisions/0051-texts-longer-than-the-heap.md).
 */
function toText(value) {
  const text = `${value}`;
  if (isLong(text)) {
    const heapBytes = operations.heapLimitBytes();
    if (text.length > heapBytes) {
      throw new RangeError(
        `The text has ${text.length} code units, which do not fit into the heap: its limit (heap-limit) is ${heapBytes} bytes`,
      );
    }
  }
  return text;
}

/** https://tc39.es/ecma262/#sec-string.prototype.split */
function split(receiver, separator, limit) {
  if (receiver === undefined || receiver === null) {
    // Its error.
    return StringPrototypeSplit(receiver, separator, limit);
  }
  if (isObject(separator)) {
    const splitter = separator[SymbolSplit];
    if (splitter !== undefined && splitter !== null) {
      return FunctionPrototypeCall(splitter, separator, receiver, limit);
    }
  }
  const text = toText(receiver);
  const mostParts = toMostParts(limit);
  const mark = separator === undefined ? undefined : `${separator}`;
  return mark === undefined || mostParts === 0 || !isLong(text)
    ? StringPrototypeSplit(text, mark, mostParts)
    : toArray(mark === "" ? unitsOf(text, mostParts) : partsOf(text, mark, mostParts));
}

function unitsOf(text, mostParts) {
  const units = createList();
  const length = MathMin(text.length, mostParts);
  for (let i = 0; i < length; i++) {
    units[i] = text[i];
  }
  return units;
}

function partsOf(text, mark, mostParts) {
  const parts = createList();
  let from = 0;
  for (let at; parts.length < mostParts && (at = StringPrototypeIndexOf(text, mark, from)) >= 0; from = at + mark.length) {
    parts[parts.length] = StringPrototypeSlice(text, from, at);
  }
  if (parts.length < mostParts) {
    parts[parts.length] = StringPrototypeSlice(text, from);
  }
  return parts;
}

/** https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.match% */
function match(expression, given) {
  if (!isObject(expression)) {
    // Its error.
    return RegExpPrototypeSymbolMatch(expression, given);
  }
  const text = toText(given);
  if (!isLong(text)) {
    return RegExpPrototypeSymbolMatch(expression, text);
  }
  const flags = `${expression.flags}`;
  return StringPrototypeIncludes(flags, "g")
    ? matchAll(expression, text, isUnicode(flags))
    : execute(expression, text);
}

function matchAll(expression, text, unicode) {
  const matches = createList();
  expression.lastIndex = 0;
  for (let result; (result = execute(expression, text)) !== null; ) {
    const matched = `${result[0]}`;
    matches[matches.length] = matched;
    if (matched === "") {
      expression.lastIndex = advance(text, toLength(expression.lastIndex), unicode);
    }
  }
  return matches.length === 0 ? null : toArray(matches);
}

/** https://tc39.es/ecma262/#sec-regexpexec */
function execute(expression, text) {
  const { exec } = expression;
  if (typeof exec !== "function") {
    return RegExpPrototypeExec(expression, text);
  }
  const result = FunctionPrototypeCall(exec, expression, text);
  if (result !== null && !isObject(result)) {
    throw new TypeError("The result of exec is neither an object nor null");
  }
  return result;
}

/** https://tc39.es/ecma262/#sec-advancestringindex */
function advance(text, index, unicode) {
  return index + (unicode && StringPrototypeCodePointAt(text, index) > 0xffff ? 2 : 1);
}

/**
 * https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.replace%, but that what is found is replaced before the next is searched for: to keep all
 * results would take many times the text's memory.
 */
function replace(expression, given, replacement) {
  if (!isObject(expression)) {
    // Its error.
    return RegExpPrototypeSymbolReplace(expression, given, replacement);
  }
  const text = toText(given);
  if (isReplacedAtOnce(text, replacement)) {
    return RegExpPrototypeSymbolReplace(expression, text, replacement);
  }
  const flags = `${expression.flags}`;
  return StringPrototypeIncludes(flags, "g")
    ? replaceAll(expression, text, replacement, isUnicode(flags))
    : replaceFirst(expression, text, replacement);
}

function replaceFirst(expression, text, by) {
  const result = execute(expression, text);
  if (result === null) {
    return text;
  }
  const { matched, position, replacement } = replaced(result, text, by);
  return StringPrototypeSlice(text, 0, position) + replacement + StringPrototypeSlice(text, position + matched.length);
}

function replaceAll(expression, text, by, unicode) {
  let output = "";
  let end = 0;
  let lastIndex = 0;
  for (;;) {
    expression.lastIndex = lastIndex;
    const result = execute(expression, text);
    if (result === null) {
      return end < text.length ? output + StringPrototypeSlice(text, end) : output;
    }
    // Before the script is asked for a replacement, which may use the expression itself.
    lastIndex = toLength(expression.lastIndex);
    const { matched, position, replacement } = replaced(result, text, by);
    if (matched === "") {
      lastIndex = advance(text, lastIndex, unicode);
    }
    if (position >= end) {
      output += StringPrototypeSlice(text, end, position) + replacement;
      end = position + matched.length;
    }
  }
}

function replaced(result, text, by) {
  const length = toLength(result.length);
  const matched = `${result[0]}`;
  const position = MathMin(toLength(result.index), text.length);
  const captures = createList();
  for (let i = 1; i < length; i++) {
    captures[i - 1] = result[i] === undefined ? undefined : `${result[i]}`;
  }
  const { groups } = result;
  const replacement =
    typeof by === "function"
      ? `${ReflectApply(by, undefined, argumentsOf(matched, captures, position, text, groups))}`
      : substitute(by, matched, text, position, captures, groups);
  return { matched, position, replacement };
}

function argumentsOf(matched, captures, position, text, groups) {
  const list = createList();
  list[0] = matched;
  for (let i = 0; i < captures.length; i++) {
    list[i + 1] = captures[i];
  }
  list[list.length] = position;
  list[list.length] = text;
  if (groups !== undefined) {
    list[list.length] = groups;
  }
  return list;
}

/** https://tc39.es/ecma262/#sec-getsubstitution */
function substitute(template, matched, text, position, captures, groups) {
  let output = "";
  let from = 0;
  for (let at; (at = StringPrototypeIndexOf(template, "$", from)) >= 0; ) {
    output += StringPrototypeSlice(template, from, at);
    const sign = template[at + 1];
    from = at + 2;
    if (sign === "$") {
      output += "$";
    } else if (sign === "&") {
      output += matched;
    } else if (sign === "`") {
      output += StringPrototypeSlice(text, 0, position);
    } else if (sign === "'") {
      output += StringPrototypeSlice(text, position + matched.length);
    } else if (sign >= "0" && sign <= "9") {
      const digits = digitsOf(template, at + 1, captures.length);
      const index = +digits;
      from = at + 1 + digits.length;
      output += index >= 1 && index <= captures.length ? captures[index - 1] ?? "" : `$${digits}`;
    } else if (sign === "<" && groups !== undefined && StringPrototypeIndexOf(template, ">", from) >= 0) {
      const end = StringPrototypeIndexOf(template, ">", from);
      const capture = groups[StringPrototypeSlice(template, from, end)];
      from = end + 1;
      output += capture === undefined ? "" : `${capture}`;
    } else {
      output += "$";
      from = at + 1;
    }
  }
  return output + StringPrototypeSlice(template, from);
}

/** Two digits where there are so many groups, one otherwise. */
function digitsOf(template, at, groupCount) {
  const second = template[at + 1];
  const both = StringPrototypeSlice(template, at, at + 2);
  return second >= "0" && second <= "9" && +both <= groupCount ? both : template[at];
}

/** https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.split% */
function splitBy(expression, given, limit) {
  if (!isObject(expression)) {
    // Its error.
    return RegExpPrototypeSymbolSplit(expression, given, limit);
  }
  const text = toText(given);
  if (!isLong(text)) {
    return RegExpPrototypeSymbolSplit(expression, text, limit);
  }
  const Class = speciesOf(expression);
  const flags = `${expression.flags}`;
  const splitter = new Class(expression, StringPrototypeIncludes(flags, "y") ? flags : `${flags}y`);
  const parts = createList();
  const mostParts = toMostParts(limit);
  if (mostParts > 0) {
    fillWithParts(parts, splitter, text, mostParts, isUnicode(flags));
  }
  return toArray(parts);
}

function speciesOf(expression) {
  const { constructor } = expression;
  if (constructor === undefined) {
    return RegExp;
  }
  if (!isObject(constructor)) {
    throw new TypeError("The constructor of the expression is not an object");
  }
  return constructor[SymbolSpecies] ?? RegExp;
}

function fillWithParts(parts, splitter, text, mostParts, unicode) {
  let begin = 0;
  for (let at = 0; at < text.length; ) {
    splitter.lastIndex = at;
    const result = execute(splitter, text);
    const end = result === null ? begin : MathMin(toLength(splitter.lastIndex), text.length);
    if (end === begin) {
      at = advance(text, at, unicode);
      continue;
    }
    parts[parts.length] = StringPrototypeSlice(text, begin, at);
    const length = toLength(result.length);
    for (let i = 1; i < length && parts.length < mostParts; i++) {
      parts[parts.length] = result[i];
    }
    if (parts.length === mostParts) {
      return;
    }
    begin = end;
    at = end;
  }
  parts[parts.length] = StringPrototypeSlice(text, begin);
}

module.exports = { match, replace, split, splitBy };

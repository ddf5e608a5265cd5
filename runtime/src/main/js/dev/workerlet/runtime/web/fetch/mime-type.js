"use strict";

const {
  Map,
  MapPrototypeForEach,
  MapPrototypeGet,
  MapPrototypeHas,
  MapPrototypeSet,
  RegExpPrototypeExec,
  StringPrototypeCharCodeAt,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeToLowerCase,
} = primordials;
const { trimHttpWhitespace } = require("web/fetch/header-syntax");

const notToken = /[^!#$%&'*+\-.^_`|~0-9A-Za-z]/;
const notQuotedString = /[^\t\x20-\x7e\x80-\xff]/;

function isToken(text) {
  return text !== "" && RegExpPrototypeExec(notToken, text) === null;
}

function indexOfOrEnd(text, character, from) {
  const index = StringPrototypeIndexOf(text, character, from);
  return index === -1 ? text.length : index;
}

/**
 * A MIME type record {essence, parameters: Map}, null on failure.
 * https://mimesniff.spec.whatwg.org/#parse-a-mime-type
 */
function parseMimeType(input) {
  const text = trimHttpWhitespace(input);
  const slash = StringPrototypeIndexOf(text, "/");
  if (slash === -1) {
    return null;
  }
  const type = StringPrototypeSlice(text, 0, slash);
  let position = indexOfOrEnd(text, ";", slash + 1);
  const subtype = trimHttpWhitespace(StringPrototypeSlice(text, slash + 1, position));
  if (!isToken(type) || !isToken(subtype)) {
    return null;
  }
  const essence = StringPrototypeToLowerCase(`${type}/${subtype}`);
  const parameters = new Map();
  while (position < text.length) {
    position = parseParameter(text, position + 1, parameters);
  }
  return { essence, parameters };
}

/** Reads one parameter after its semicolon; gives the position of the next semicolon. */
function parseParameter(text, start, parameters) {
  const semicolon = indexOfOrEnd(text, ";", start);
  const equals = indexOfOrEnd(text, "=", start);
  if (equals >= semicolon) {
    return semicolon;
  }
  let nameStart = start;
  while (nameStart < equals && trimHttpWhitespace(text[nameStart]) === "") {
    nameStart++;
  }
  const name = StringPrototypeToLowerCase(StringPrototypeSlice(text, nameStart, equals));
  let value;
  let next;
  if (text[equals + 1] === '"') {
    ({ value, next } = parseQuoted(text, equals + 1));
    next = indexOfOrEnd(text, ";", next);
  } else {
    next = indexOfOrEnd(text, ";", equals + 1);
    // Only at the end: the standard keeps what stands before the value.
    value = StringPrototypeSlice(trimHttpWhitespace(`=${StringPrototypeSlice(text, equals + 1, next)}`), 1);
    if (value === "") {
      return next;
    }
  }
  const isValid = isToken(name) && RegExpPrototypeExec(notQuotedString, value) === null;
  if (isValid && !MapPrototypeHas(parameters, name)) {
    MapPrototypeSet(parameters, name, value);
  }
  return next;
}

// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string
function parseQuoted(text, start) {
  let value = "";
  let i = start + 1;
  for (; i < text.length; i++) {
    const character = text[i];
    if (character === '"') {
      return { value, next: i + 1 };
    }
    if (character === "\\" && i + 1 < text.length) {
      i++;
      value += text[i];
    } else {
      value += character;
    }
  }
  return { value, next: i };
}

// https://mimesniff.spec.whatwg.org/#serialize-a-mime-type
function serializeMimeType(mimeType) {
  let output = mimeType.essence;
  MapPrototypeForEach(mimeType.parameters, (value, name) => {
    output += `;${name}=${isToken(value) ? value : quote(value)}`;
  });
  return output;
}

function quote(value) {
  let output = '"';
  for (let i = 0; i < value.length; i++) {
    const code = StringPrototypeCharCodeAt(value, i);
    output += code === 0x22 || code === 0x5c ? `\\${value[i]}` : value[i];
  }
  return `${output}"`;
}

function parameterOf(mimeType, name) {
  return MapPrototypeGet(mimeType.parameters, name) ?? null;
}

module.exports = { parameterOf, parseMimeType, serializeMimeType };

"use strict";

const { RegExpPrototypeExec, StringPrototypeCharCodeAt, StringPrototypeToWellFormed, TypeError } = primordials;

const beyondLatin1 = /[^\x00-\xff]/;

// A template literal is ToString without a call that a worker could replace; it throws the
// TypeError WebIDL asks for when given a symbol.

function toDOMString(value) {
  return typeof value === "string" ? value : `${value}`;
}

function toUSVString(value) {
  return StringPrototypeToWellFormed(typeof value === "string" ? value : `${value}`);
}

function toByteString(value, prefix, context) {
  const string = typeof value === "string" ? value : `${value}`;
  const match = RegExpPrototypeExec(beyondLatin1, string);
  if (match !== null) {
    throw byteStringError(string, match.index, prefix, context);
  }
  return string;
}

function byteStringError(string, index, prefix, context) {
  const code = StringPrototypeCharCodeAt(string, index);
  return new TypeError(
    `${prefix}: ${context} cannot be converted to a ByteString because the character at index ` +
      `${index} has a value of ${code} which is greater than 255.`,
  );
}

/** The value if it is one of the enumeration's, else a TypeError. */
function toEnumeration(value, allowed, prefix, context, typeName) {
  const string = toDOMString(value);
  for (let i = 0; i < allowed.length; i++) {
    if (allowed[i] === string) {
      return string;
    }
  }
  throw new TypeError(
    `${prefix}: ${context}: The provided value '${string}' is not a valid enum value of type ${typeName}.`,
  );
}

module.exports = { byteStringError, toByteString, toDOMString, toEnumeration, toUSVString };

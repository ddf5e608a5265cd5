"use strict";

const { usageNames } = require("web/crypto/crypto-key");
const { DOMException } = require("web/dom/dom-exception");
const { toSequence } = require("web/webidl/objects");
const { toEnumeration } = require("web/webidl/strings");

// A set of usages is a number with one bit for each name.

function bitOf(name) {
  for (let i = 0; i < usageNames.length; i++) {
    if (usageNames[i] === name) {
      return 1 << i;
    }
  }
  return 0;
}

const usages = { __proto__: null };
for (let i = 0; i < usageNames.length; i++) {
  usages[usageNames[i]] = 1 << i;
}

/** Converts a sequence<KeyUsage>. */
function toUsages(value, prefix) {
  let set = 0;
  toSequence(
    value,
    (item) => {
      set |= bitOf(toEnumeration(item, usageNames, prefix, "keyUsages", "KeyUsage"));
    },
    prefix,
    "keyUsages",
  );
  return set;
}

function syntaxError(message) {
  return new DOMException(message, "SyntaxError");
}

/** Refuses usages that are not among those allowed. */
function requireUsages(set, allowed) {
  if ((set & ~allowed) !== 0) {
    throw syntaxError("The key can't be used for one of the given usages");
  }
}

module.exports = { bitOf, requireUsages, syntaxError, toUsages, usages };

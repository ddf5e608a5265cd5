"use strict";

const { StringPrototypeIncludes } = primordials;

/** The expression of a "*". */
const FULL_WILDCARD = ".*";

/** How a pattern is read: where a named group ends, and what belongs to a group that it stands before. */
function createOptions(delimiter, prefix, ignoreCase) {
  return { __proto__: null, delimiter, prefix, ignoreCase };
}

function escapeChars(text, special) {
  let output = "";
  for (let i = 0; i < text.length; i++) {
    output += (StringPrototypeIncludes(special, text[i]) ? "\\" : "") + text[i];
  }
  return output;
}

// https://urlpattern.spec.whatwg.org/#escape-a-regexp-string
const escapeRegExp = (text) => escapeChars(text, ".+*?^${}()[]|/\\");
// https://urlpattern.spec.whatwg.org/#escape-a-pattern-string
const escapePattern = (text) => escapeChars(text, "+*?:{}()\\");

/** The expression of a group that has none of its own: up to the next delimiter. */
const segmentWildcard = (options) => `[^${escapeRegExp(options.delimiter)}]+?`;

module.exports = { FULL_WILDCARD, createOptions, escapePattern, escapeRegExp, segmentWildcard };

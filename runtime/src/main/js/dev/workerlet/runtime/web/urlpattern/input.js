"use strict";

const { toDictionary, isObject } = require("web/webidl/objects");
const { toUSVString } = require("web/webidl/strings");

/** The members of URLPatternInit in the order in which WebIDL reads them. */
const MEMBERS = [
  "baseURL", "hash", "hostname", "password", "pathname", "port", "protocol", "search", "username",
];

// https://urlpattern.spec.whatwg.org/#dictdef-urlpatterninit
function toInit(value) {
  const init = { __proto__: null };
  if (value === undefined || value === null) {
    return init;
  }
  for (let i = 0; i < MEMBERS.length; i++) {
    const member = value[MEMBERS[i]];
    if (member !== undefined) {
      init[MEMBERS[i]] = toUSVString(member);
    }
  }
  return init;
}

/** A string, or an init without a prototype. https://urlpattern.spec.whatwg.org/#typedefdef-urlpatterninput */
function toPatternInput(value) {
  return value === undefined || value === null || isObject(value) ? toInit(value) : toUSVString(value);
}

function toIgnoreCase(value, prefix) {
  const options = toDictionary(value, prefix, "URLPatternOptions");
  return options !== undefined && !!options.ignoreCase;
}

/**
 * The arguments of the two constructors: whether the second one is the base or the options shows in its type, unless
 * there are three.
 */
function toConstructorArguments(list, prefix) {
  const count = list.length;
  const input = toPatternInput(count > 0 ? list[0] : undefined);
  const second = count > 1 ? list[1] : undefined;
  const isBase = count > 2 || (second !== undefined && second !== null && !isObject(second));
  const baseURL = isBase ? toUSVString(second) : null;
  const ignoreCase = toIgnoreCase(isBase ? (count > 2 ? list[2] : undefined) : second, prefix);
  return { __proto__: null, input, baseURL, ignoreCase };
}

module.exports = { toConstructorArguments, toPatternInput };

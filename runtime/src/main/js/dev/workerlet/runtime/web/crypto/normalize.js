"use strict";

const { TypeError } = primordials;
const { findAlgorithm } = require("web/crypto/algorithms");
const { DOMException } = require("web/dom/dom-exception");
const { toDOMString } = require("web/webidl/strings");

function notSupported(message) {
  return new DOMException(message, "NotSupportedError");
}

/**
 * Makes of an algorithm identifier, an object or a string, a record without a prototype: name, family, and the members
 * of the dictionary that the algorithm's operation takes.
 * https://w3c.github.io/webcrypto/#dfn-normalize-an-algorithm
 */
function normalize(operation, identifier, prefix) {
  // what stands for "an object with this name" must not see what a worker put on Object.prototype
  const source = typeof identifier === "string" ? { __proto__: null, name: identifier } : identifier;
  const name = nameOf(source, prefix);
  const algorithm = findAlgorithm(name);
  const members = algorithm?.operations[operation];
  if (members === undefined) {
    throw notSupported(`${prefix}: Algorithm '${name}' is not supported for '${operation}'.`);
  }
  // The dictionary of the operation is converted as a whole, so its `name` is read, too.
  nameOf(source, prefix);
  const normalized = { __proto__: null, name: algorithm.name, family: algorithm.family };
  for (let i = 0; i < members.length; i++) {
    convertMember(normalized, members[i], source, prefix);
  }
  for (let i = 0; i < members.length; i++) {
    finishMember(normalized, members[i], prefix);
  }
  return normalized;
}

function nameOf(source, prefix) {
  const name = source.name;
  if (name === undefined) {
    throw new TypeError(`${prefix}: Algorithm: required member 'name' is missing.`);
  }
  return toDOMString(name);
}

function convertMember(normalized, member, source, prefix) {
  const name = member[0];
  const value = source[name];
  if (value !== undefined) {
    normalized[name] = member[1].convert(value, prefix, `Algorithm: member ${name}`);
  } else if (member[2]) {
    throw new TypeError(`${prefix}: Algorithm: required member '${name}' is missing.`);
  } else {
    normalized[name] = undefined;
  }
}

function finishMember(normalized, member, prefix) {
  const name = member[0];
  const type = member[1];
  if (normalized[name] === undefined) {
    return;
  }
  if (type.isHash === true) {
    normalized[name] = hashRecord(normalize("digest", normalized[name], prefix), prefix);
  } else if (type.finish !== null) {
    normalized[name] = type.finish(normalized[name]);
  }
}

/** What keys show as their `hash`. */
function hashRecord(normalized, prefix) {
  if (normalized.length !== undefined) {
    throw notSupported(`${prefix}: Algorithm '${normalized.name}' is not supported here.`);
  }
  return { __proto__: null, name: normalized.name };
}

module.exports = { normalize, notSupported };

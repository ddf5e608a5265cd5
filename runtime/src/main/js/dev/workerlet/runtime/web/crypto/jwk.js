"use strict";

const {
  ArrayIsArray,
  JSONParse,
  ObjectGetOwnPropertyDescriptor,
  StringPrototypeIncludes,
  Uint8ArrayFromBase64,
  Uint8ArrayPrototypeToBase64,
} = primordials;
const { defineMember, usageList } = require("web/crypto/crypto-key");
const { bitOf } = require("web/crypto/usages");
const { DOMException } = require("web/dom/dom-exception");
const { utf8Decode, utf8Encode } = require("web/encoding/utf8");
const { toDictionary, toSequence } = require("web/webidl/objects");
const { toDOMString } = require("web/webidl/strings");

// https://w3c.github.io/webcrypto/#JsonWebKey-dictionary, in the order in which members are read
const members = [
  "alg", "crv", "d", "dp", "dq", "e", "ext", "k", "key_ops", "kty", "n", "oth", "p", "priv", "pub", "q", "qi", "use",
  "x", "y",
];

function dataError(message) {
  return new DOMException(message, "DataError");
}

function toMember(name, value, prefix) {
  switch (name) {
    case "ext":
      return !!value;
    case "key_ops":
      return toSequence(value, toDOMString, prefix, "member key_ops");
    case "oth":
      // keys of more than two primes are refused whatever stands here
      return toSequence(value, (item) => toDictionary(item, prefix, "RsaOtherPrimesInfo"), prefix, "member oth");
    default:
      return toDOMString(value);
  }
}

/** A JsonWebKey as a record without a prototype. */
function toJwk(value, prefix) {
  const source = toDictionary(value, prefix, "JsonWebKey");
  const jwk = { __proto__: null };
  for (let i = 0; source !== undefined && i < members.length; i++) {
    const member = source[members[i]];
    if (member !== undefined) {
      jwk[members[i]] = toMember(members[i], member, prefix);
    }
  }
  return jwk;
}

// The standard parses in a new global object: nothing that a worker put on a prototype counts.
// https://w3c.github.io/webcrypto/#concept-parse-a-jwk
function parseJwk(bytes) {
  let parsed;
  try {
    parsed = JSONParse(utf8Decode(bytes));
  } catch {
    throw dataError("The key is not JSON");
  }
  if (typeof parsed !== "object" || parsed === null) {
    throw dataError("The key is not a JSON object");
  }
  const jwk = { __proto__: null };
  for (let i = 0; i < members.length; i++) {
    const value = ObjectGetOwnPropertyDescriptor(parsed, members[i])?.value;
    if (value !== undefined) {
      jwk[members[i]] = parsedMember(members[i], value);
    }
  }
  if (jwk.kty === undefined) {
    throw dataError("The key has no kty");
  }
  return jwk;
}

function parsedMember(name, value) {
  if (name === "ext") {
    return !!value;
  }
  const isList = name === "key_ops" || name === "oth";
  if (isList ? !ArrayIsArray(value) : typeof value === "object" && value !== null) {
    throw dataError(`The key has a ${name} of the wrong type`);
  }
  return isList ? value : `${value}`;
}

/** The JSON of an exported key: its values are strings without anything to escape, lists of such, and booleans. */
function serializeJwk(jwk) {
  let text = "";
  for (let i = 0; i < members.length; i++) {
    const value = jwk[members[i]];
    if (value !== undefined) {
      text += `${text === "" ? "" : ","}"${members[i]}":${serializeMember(value)}`;
    }
  }
  return utf8Encode(`{${text}}`);
}

function serializeMember(value) {
  if (typeof value === "string") {
    return `"${value}"`;
  }
  if (typeof value === "boolean") {
    return value ? "true" : "false";
  }
  let list = "";
  for (let i = 0; i < value.length; i++) {
    list += `${i === 0 ? "" : ","}"${value[i]}"`;
  }
  return `[${list}]`;
}

const base64Url = { __proto__: null, alphabet: "base64url", omitPadding: true, lastChunkHandling: "loose" };
/** What V8's decoder passes over, and base64url in keys must not have. */
const notInKeys = ["=", " ", "\t", "\n", "\f", "\r"];

/** Bytes of a member that is base64url without padding. */
function decodeMember(jwk, name) {
  const text = jwk[name];
  if (text === undefined) {
    throw dataError(`The key has no ${name}`);
  }
  for (let i = 0; i < notInKeys.length; i++) {
    if (StringPrototypeIncludes(text, notInKeys[i])) {
      throw dataError(`The key's ${name} is not base64url`);
    }
  }
  try {
    return Uint8ArrayFromBase64(text, base64Url);
  } catch {
    throw dataError(`The key's ${name} is not base64url`);
  }
}

function encodeMember(bytes) {
  return Uint8ArrayPrototypeToBase64(bytes, base64Url);
}

function requireType(jwk, kty) {
  if (jwk.kty !== kty) {
    throw dataError(`The key's kty is not ${kty}`);
  }
}

/** Checks `use`, `key_ops` and `ext` against what the key is imported for; `use` is "sig" or "enc". */
function requireConsistency(jwk, usages, extractable, use) {
  if (usages !== 0 && jwk.use !== undefined && jwk.use !== use) {
    throw dataError(`The key's use is not ${use}`);
  }
  if (jwk.key_ops !== undefined) {
    requireOperations(jwk.key_ops, usages);
  }
  if (jwk.ext === false && extractable) {
    throw dataError("The key may not be extractable");
  }
}

// https://www.rfc-editor.org/rfc/rfc7517#section-4.3: each operation once
function requireOperations(keyOps, usages) {
  let all = 0;
  for (let i = 0; i < keyOps.length; i++) {
    const bit = bitOf(keyOps[i]);
    if ((all & bit) !== 0) {
      throw dataError("The key's key_ops names an operation twice");
    }
    all |= bit;
  }
  if ((usages & ~all) !== 0) {
    throw dataError("The key's key_ops lacks one of the given usages");
  }
}

function requireAlgorithm(jwk, alg) {
  if (jwk.alg !== undefined && jwk.alg !== alg) {
    throw dataError(`The key's alg is not ${alg}`);
  }
}

/** A JsonWebKey with what all have, without a prototype. */
function createJwk(kty, key) {
  return { __proto__: null, kty, key_ops: usageList(key.usages), ext: key.extractable };
}

/** The object that a worker gets for a JsonWebKey. */
function jwkObject(jwk) {
  const object = {};
  for (let i = 0; i < members.length; i++) {
    const value = jwk[members[i]];
    if (value !== undefined) {
      defineMember(object, members[i], value);
    }
  }
  return object;
}

module.exports = {
  createJwk,
  dataError,
  decodeMember,
  encodeMember,
  jwkObject,
  parseJwk,
  requireAlgorithm,
  requireConsistency,
  requireType,
  serializeJwk,
  toJwk,
};

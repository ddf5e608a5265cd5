"use strict";

const { TypedArrayPrototypeGetByteLength, Uint8Array } = primordials;
const { box } = require("web/crypto/compute");
const { decodeMember, dataError } = require("web/crypto/jwk");
const { requireUsages } = require("web/crypto/usages");
const { DOMException } = require("web/dom/dom-exception");
const { subarrayOf } = require("web/infra/bytes");

// What keys of asymmetric algorithms have in common.

/** Slots of a public key. */
function publicKey(algorithm, usages, handle) {
  return { __proto__: null, type: "public", extractable: true, algorithm, usages, handle };
}

/** Slots of a private key. */
function privateKey(algorithm, extractable, usages, handle) {
  return { __proto__: null, type: "private", extractable, algorithm, usages, handle };
}

/** Slots of a key that has been imported. */
function importedKey(isPrivate, algorithm, extractable, usages, handle) {
  const type = isPrivate ? "private" : "public";
  return { __proto__: null, type, extractable, algorithm, usages, handle };
}

/** Slots of a new pair; `roles` has the usages that either key may have. */
function keyPair(algorithm, extractable, usages, roles, publicHandle, privateHandle) {
  return {
    __proto__: null,
    publicKey: publicKey(algorithm, usages & roles.publicUsages, publicHandle),
    privateKey: privateKey(algorithm, extractable, usages & roles.privateUsages, privateHandle),
  };
}

/** Refuses usages that a new pair can't have. */
function requirePairUsages(usages, roles) {
  requireUsages(usages, roles.publicUsages | roles.privateUsages);
}

/** Refuses usages that an imported key can't have. */
function requireRoleUsages(usages, roles, isPrivate) {
  requireUsages(usages, isPrivate ? roles.privateUsages : roles.publicUsages);
}

/** Refuses a key of the other type. */
function requireKeyType(key, type) {
  if (key.type !== type) {
    throw new DOMException(`The key is not ${type}`, "InvalidAccessError");
  }
}

/** Bytes of a member of a JsonWebKey that has to have `length` bytes. */
function decodeFixed(jwk, name, length) {
  const bytes = decodeMember(jwk, name);
  if (TypedArrayPrototypeGetByteLength(bytes) !== length) {
    throw dataError(`The key's ${name} must have ${length} bytes`);
  }
  return bytes;
}

/** Bytes from `start` on. */
function tailOf(bytes, start) {
  return subarrayOf(bytes, start, TypedArrayPrototypeGetByteLength(bytes));
}

function equalBytes(first, second) {
  const length = TypedArrayPrototypeGetByteLength(first);
  if (length !== TypedArrayPrototypeGetByteLength(second)) {
    return false;
  }
  for (let i = 0; i < length; i++) {
    if (first[i] !== second[i]) {
      return false;
    }
  }
  return true;
}

/**
 * The first `bits` of a shared secret, all for null: a box.
 * https://w3c.github.io/webcrypto/#ecdh-operations-derive-bits
 */
function truncateSecret(secret, bits) {
  const available = TypedArrayPrototypeGetByteLength(secret);
  if (bits === null) {
    return box(secret);
  }
  if (bits > 8 * available) {
    throw new DOMException(`The secret has ${8 * available} bits, not ${bits}`, "OperationError");
  }
  const length = (bits + 7) >> 3;
  const result = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    result[i] = secret[i];
  }
  if (bits % 8 !== 0) {
    result[length - 1] &= 0xff << (8 - (bits % 8));
  }
  return box(result);
}

module.exports = {
  decodeFixed,
  equalBytes,
  importedKey,
  keyPair,
  publicKey,
  requireKeyType,
  requirePairUsages,
  requireRoleUsages,
  tailOf,
  truncateSecret,
};

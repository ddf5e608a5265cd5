"use strict";

const { TypedArrayPrototypeGetByteLength, Uint8Array } = primordials;
const operations = require("context/operations");
const { box } = require("web/crypto/compute");
const {
  createJwk, decodeMember, encodeMember, requireAlgorithm, requireConsistency, requireType,
} = require("web/crypto/jwk");
const { notSupported } = require("web/crypto/normalize");
const { DOMException } = require("web/dom/dom-exception");
const { copyOfBytes } = require("web/infra/bytes");

// What keys of symmetric algorithms have in common: their handle is the key's bytes.

function operationError(message) {
  return new DOMException(message, "OperationError");
}

/** Slots of a secret key. */
function secretKey(algorithm, extractable, usages, handle) {
  return { __proto__: null, type: "secret", extractable, algorithm, usages, handle };
}

/** Random bytes for a new key of so many bits. */
function randomKeyBytes(bits) {
  const bytes = new Uint8Array((bits + 7) >> 3);
  operations.randomFill(bytes);
  return bytes;
}

function bitsOf(bytes) {
  return 8 * TypedArrayPrototypeGetByteLength(bytes);
}

/**
 * The bytes of a key that is imported. `check` says whether a key of so many bits may be, with an error; `algOf` gives
 * the `alg` that a JsonWebKey of so many bits has.
 */
function readSecret(format, material, extractable, usages, isRawAllowed, use, check, algOf) {
  if (format === "raw-secret" || (format === "raw" && isRawAllowed)) {
    check(bitsOf(material));
    return material;
  }
  if (format !== "jwk") {
    throw notSupported(`Keys of this algorithm have no format '${format}'`);
  }
  requireType(material, "oct");
  const bytes = decodeMember(material, "k");
  check(bitsOf(bytes));
  requireAlgorithm(material, algOf(bitsOf(bytes)));
  requireConsistency(material, usages, extractable, use);
  return bytes;
}

/** A secret key in a format: a box of its bytes, or its JsonWebKey. */
function writeSecret(format, key, isRawAllowed, alg) {
  if (format === "raw-secret" || (format === "raw" && isRawAllowed)) {
    return box(copyOfBytes(key.handle));
  }
  if (format !== "jwk") {
    throw notSupported(`Keys of this algorithm have no format '${format}'`);
  }
  const jwk = createJwk("oct", key);
  jwk.k = encodeMember(key.handle);
  if (alg !== undefined) {
    jwk.alg = alg;
  }
  return jwk;
}

module.exports = { bitsOf, operationError, randomKeyBytes, readSecret, secretKey, writeSecret };

"use strict";

const { toAlgorithmIdentifier } = require("web/crypto/dictionaries");
const { normalize } = require("web/crypto/normalize");
const { toUnsignedLong } = require("web/webidl/numbers");
const { isObject } = require("web/webidl/objects");
const { toDOMString } = require("web/webidl/strings");

const prefix = "Failed to execute 'supports' on 'SubtleCrypto'";

/** Whether the algorithm normalizes for the operation and its parameters are not refused at once. */
function isSupported(operation, algorithm, length) {
  try {
    const normalized = normalize(operation, algorithm, prefix);
    normalized.family().requireSupport?.(operation, normalized, length);
    return true;
  } catch {
    return false;
  }
}

/** The length of a key of this algorithm in bits, null for any; undefined where it has none. */
function keyLengthOf(algorithm) {
  try {
    const normalized = normalize("getKeyLength", algorithm, prefix);
    return normalized.family().getKeyLength(normalized);
  } catch {
    return undefined;
  }
}

function isDerivable(algorithm, keyAlgorithm) {
  const length = keyLengthOf(keyAlgorithm);
  return (
    length !== undefined && isSupported("importKey", keyAlgorithm, null) && isSupported("deriveBits", algorithm, length)
  );
}

function isEither(operation, substitute, algorithm) {
  return isSupported(operation, algorithm, null) || isSupported(substitute, algorithm, null);
}

/** Whether the algorithm of the other key, where one is given, is supported. */
function isOther(operation, additional) {
  return additional === null || isSupported(operation, additional, null);
}

function check(operation, algorithm, length, additional) {
  switch (operation) {
    case "encrypt":
    case "decrypt":
    case "sign":
    case "verify":
    case "digest":
    case "generateKey":
    case "importKey":
    case "exportKey":
    case "deriveBits":
      return isSupported(operation, algorithm, length);
    case "deriveKey":
      return additional !== null && isDerivable(algorithm, additional);
    case "wrapKey":
      return isEither("wrapKey", "encrypt", algorithm) && isOther("exportKey", additional);
    case "unwrapKey":
      return isEither("unwrapKey", "decrypt", algorithm) && isOther("importKey", additional);
    case "encapsulateBits":
      return isSupported("encapsulate", algorithm, null);
    case "decapsulateBits":
      return isSupported("decapsulate", algorithm, null);
    case "encapsulateKey":
      return isSupported("encapsulate", algorithm, null) && isOther("importKey", additional);
    case "decapsulateKey":
      return isSupported("decapsulate", algorithm, null) && isOther("importKey", additional);
    case "getPublicKey":
      return isSupported("exportKey", algorithm, null) && hasPublicKeys(algorithm);
    default:
      return false;
  }
}

function hasPublicKeys(algorithm) {
  return normalize("exportKey", algorithm, prefix).family().publicKeyOf !== undefined;
}

/** https://wicg.github.io/webcrypto-modern-algos/#SubtleCrypto-method-supports, both overloads */
function supports(operation, algorithm, lengthOrAdditional) {
  const name = toDOMString(operation);
  const identifier = toAlgorithmIdentifier(algorithm);
  if (isObject(lengthOrAdditional) || typeof lengthOrAdditional === "string") {
    return check(name, identifier, null, lengthOrAdditional);
  }
  const isGiven = lengthOrAdditional !== undefined && lengthOrAdditional !== null;
  return check(name, identifier, isGiven ? toUnsignedLong(lengthOrAdditional) : null, null);
}

module.exports = { supports };

"use strict";

const { StringPrototypeSlice, TypeError, Uint8Array } = primordials;
const { compute } = require("web/crypto/compute");
const { blockBytesOf } = require("web/crypto/digest");
const { dataError } = require("web/crypto/jwk");
const {
  bitsOf, operationError, randomKeyBytes, readSecret, secretKey, writeSecret,
} = require("web/crypto/secret-keys");
const { requireUsages, usages } = require("web/crypto/usages");

// https://w3c.github.io/webcrypto/#hmac, and KMAC of https://wicg.github.io/webcrypto-modern-algos/

const USAGES = usages.sign | usages.verify;
const NONE = new Uint8Array(0);

function algOf(algorithm) {
  if (algorithm.hash === undefined) {
    return `K${StringPrototypeSlice(algorithm.name, 4)}`;
  }
  const { name } = algorithm.hash;
  // SHA-3 has no registered name; this one is what other platforms write
  return name[3] === "-" ? `HS${StringPrototypeSlice(name, 4)}` : `HS${StringPrototypeSlice(name, 3)}`;
}

function keyAlgorithm(algorithm, length) {
  const { name, hash } = algorithm;
  return hash === undefined ? { __proto__: null, name, length } : { __proto__: null, name, hash, length };
}

function defaultLength(algorithm) {
  if (algorithm.hash !== undefined) {
    return 8 * blockBytesOf(algorithm.hash.name);
  }
  return algorithm.name === "KMAC128" ? 128 : 256;
}

function getKeyLength(algorithm) {
  const length = algorithm.length ?? defaultLength(algorithm);
  if (length === 0) {
    throw new TypeError("A key must not be empty");
  }
  return length;
}

function generatedLength(algorithm) {
  const length = algorithm.length ?? defaultLength(algorithm);
  if (length === 0) {
    throw operationError("A key must not be empty");
  }
  return length;
}

function requireKeyBits(bits) {
  if (bits === 0) {
    throw dataError("A key must not be empty");
  }
}

/** The length that the key shall have: as many bits as there are, or up to seven fewer. */
function importedLength(algorithm, bits) {
  const { length = bits } = algorithm;
  if (length > bits || length <= bits - 8) {
    throw dataError(`The key has ${bits} bits instead of ${length}`);
  }
  return length;
}

function kmac(operation, algorithm, name, blobs) {
  const { length } = algorithm;
  if (length % 8 !== 0) {
    throw operationError("The length is not a multiple of 8");
  }
  return compute(operation, [name, `${length}`], blobs, length / 8);
}

module.exports = {
  __proto__: null,

  getKeyLength,

  sign(algorithm, key, bytes) {
    const { name, hash } = key.algorithm;
    return hash === undefined
      ? kmac("crypto.kmac", algorithm, name, [key.handle, algorithm.customization ?? NONE, bytes])
      : compute("crypto.hmac", [hash.name], [key.handle, bytes]);
  },

  verify(algorithm, key, signature, bytes) {
    const { name, hash } = key.algorithm;
    return hash === undefined
      ? kmac("crypto.verifyKmac", algorithm, name, [key.handle, algorithm.customization ?? NONE, bytes, signature])
      : compute("crypto.verifyHmac", [hash.name], [key.handle, bytes, signature]);
  },

  requireSupport(operation, algorithm) {
    if (operation === "generateKey") {
      generatedLength(algorithm);
    }
  },

  generateKey(algorithm, extractable, set) {
    requireUsages(set, USAGES);
    const length = generatedLength(algorithm);
    return secretKey(keyAlgorithm(algorithm, length), extractable, set, randomKeyBytes(length));
  },

  importKey(format, material, algorithm, extractable, set) {
    requireUsages(set, USAGES);
    const isHmac = algorithm.hash !== undefined;
    const bytes = readSecret(format, material, extractable, set, isHmac, "sig", requireKeyBits, () => algOf(algorithm));
    return secretKey(keyAlgorithm(algorithm, importedLength(algorithm, bitsOf(bytes))), extractable, set, bytes);
  },

  exportKey(format, key) {
    return writeSecret(format, key, key.algorithm.hash !== undefined, algOf(key.algorithm));
  },
};

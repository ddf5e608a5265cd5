"use strict";

const { Uint8Array } = primordials;
const { box, compute, computeLater } = require("web/crypto/compute");
const { notSupported } = require("web/crypto/normalize");
const { operationError, secretKey } = require("web/crypto/secret-keys");
const { requireUsages, syntaxError, usages } = require("web/crypto/usages");

// https://w3c.github.io/webcrypto/#hkdf and the following; Argon2 of https://wicg.github.io/webcrypto-modern-algos/

const USAGES = usages.deriveKey | usages.deriveBits;
const NONE = new Uint8Array(0);
const ARGON2_VERSION = 0x13;

function requireLength(bits) {
  if (bits === null || bits % 8 !== 0) {
    throw operationError("The length must be given and be a multiple of 8");
  }
}

function hkdf(algorithm, key, bits) {
  const { hash, salt, info } = algorithm;
  return compute("crypto.hkdf", [hash.name, `${bits >>> 3}`], [key.handle, salt, info]);
}

function pbkdf2(algorithm, key, bits) {
  const { hash, iterations, salt } = algorithm;
  if (bits === 0) {
    return box(new Uint8Array(0));
  }
  return computeLater("crypto.pbkdf2", [hash.name, `${iterations}`, `${bits >>> 3}`], [key.handle, salt]);
}

function requireParameters(algorithm, bits) {
  requireLength(bits);
  if (algorithm.name === "PBKDF2" && algorithm.iterations === 0) {
    throw operationError("There must be at least one iteration");
  }
  if (algorithm.name[0] === "A") {
    requireArgon2Parameters(algorithm, bits);
  }
}

function requireArgon2Parameters(algorithm, bits) {
  const { memory, parallelism, passes, version = ARGON2_VERSION } = algorithm;
  if (bits < 32) {
    throw operationError("The length must be at least 32 bits");
  }
  if (version !== ARGON2_VERSION) {
    throw operationError("Argon2 has no such version here");
  }
  if (parallelism === 0 || parallelism > 0xffffff || memory < 8 * parallelism || passes === 0) {
    throw operationError("The parameters are out of range");
  }
}

function argon2(algorithm, key, bits) {
  const { memory, parallelism, passes } = algorithm;
  return computeLater(
    "crypto.argon2",
    [algorithm.name, `${memory}`, `${passes}`, `${parallelism}`, `${bits >>> 3}`],
    [key.handle, algorithm.nonce, algorithm.secretValue ?? NONE, algorithm.associatedData ?? NONE],
  );
}

module.exports = {
  __proto__: null,

  requireSupport(operation, algorithm, bits) {
    if (operation === "deriveBits") {
      requireParameters(algorithm, bits);
    }
  },

  deriveBits(algorithm, key, bits) {
    requireParameters(algorithm, bits);
    switch (algorithm.name) {
      case "HKDF":
        return hkdf(algorithm, key, bits);
      case "PBKDF2":
        return pbkdf2(algorithm, key, bits);
      default:
        return argon2(algorithm, key, bits);
    }
  },

  importKey(format, material, algorithm, extractable, set) {
    const { name } = algorithm;
    if (format !== "raw-secret" && (format !== "raw" || name[0] === "A")) {
      throw notSupported(`Keys of this algorithm have no format '${format}'`);
    }
    requireUsages(set, USAGES);
    if (extractable) {
      throw syntaxError(`Keys for ${name} can't be extractable`);
    }
    return secretKey({ __proto__: null, name }, false, set, material);
  },

  /** They take keys of any length. */
  getKeyLength: () => null,
};

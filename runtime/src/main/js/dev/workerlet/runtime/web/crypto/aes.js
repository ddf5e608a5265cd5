"use strict";

const { StringPrototypeSlice, TypedArrayPrototypeGetByteLength, Uint8Array } = primordials;
const { compute } = require("web/crypto/compute");
const { dataError } = require("web/crypto/jwk");
const { operationError, randomKeyBytes, readSecret, secretKey, writeSecret } = require("web/crypto/secret-keys");
const { requireUsages, usages } = require("web/crypto/usages");

// https://w3c.github.io/webcrypto/#aes-ctr and the following; AES-OCB and ChaCha20-Poly1305 of
// https://wicg.github.io/webcrypto-modern-algos/

const CHACHA = "ChaCha20-Poly1305";
const WRAPPING = usages.wrapKey | usages.unwrapKey;
const CIPHERING = WRAPPING | usages.encrypt | usages.decrypt;
const NONE = new Uint8Array(0);

function usagesOf(name) {
  return name === "AES-KW" ? WRAPPING : CIPHERING;
}

/** The older algorithms call "raw" what is "raw-secret" since. */
function hasRawFormat(name) {
  return name !== CHACHA && name !== "AES-OCB";
}

function algOf(name, bits) {
  return name === CHACHA ? "C20P" : `A${bits}${StringPrototypeSlice(name, 4)}`;
}

function isKeyLength(name, bits) {
  return bits === 256 || (name !== CHACHA && (bits === 128 || bits === 192));
}

function keyAlgorithm(name, bits) {
  return name === CHACHA ? { __proto__: null, name } : { __proto__: null, name, length: bits };
}

function requireLength(bytes, length, what) {
  if (TypedArrayPrototypeGetByteLength(bytes) !== length) {
    throw operationError(`The ${what} must have ${length} bytes`);
  }
}

function isTagLength(name, bits) {
  switch (name) {
    case CHACHA:
      return bits === 128;
    case "AES-OCB":
      return bits === 64 || bits === 96 || bits === 128;
    default:
      return bits === 32 || bits === 64 || (bits >= 96 && bits <= 128 && bits % 8 === 0);
  }
}

/** The length of the tag in bits, as given or 128, where the algorithm has such tags. */
function tagLengthOf(algorithm) {
  const { name, tagLength = 128 } = algorithm;
  if (!isTagLength(name, tagLength)) {
    throw operationError(`${name} has no tags of ${tagLength} bits`);
  }
  return tagLength;
}

function requireNonce(algorithm) {
  const length = TypedArrayPrototypeGetByteLength(algorithm.iv);
  if (algorithm.name === CHACHA ? length !== 12 : algorithm.name === "AES-OCB" && (length < 1 || length > 15)) {
    throw operationError(`${algorithm.name} has no iv of ${length} bytes`);
  }
}

function requireParameters(algorithm) {
  switch (algorithm.name) {
    case "AES-CBC":
      requireLength(algorithm.iv, 16, "iv");
      break;
    case "AES-CTR":
      requireLength(algorithm.counter, 16, "counter");
      if (algorithm.length < 1 || algorithm.length > 128) {
        throw operationError("The counter must have between 1 and 128 bits");
      }
      break;
    default:
      requireNonce(algorithm);
      tagLengthOf(algorithm);
  }
}

function cipher(direction, algorithm, key, bytes) {
  requireParameters(algorithm);
  switch (algorithm.name) {
    case "AES-CBC":
      return compute("crypto.aesCbc", [direction], [key.handle, algorithm.iv, bytes]);
    case "AES-CTR":
      return compute("crypto.aesCtr", [`${algorithm.length}`], [key.handle, algorithm.counter, bytes]);
    default:
      return cipherAuthenticated(direction, algorithm, key, bytes);
  }
}

const aead = { __proto__: null, "AES-GCM": "crypto.aesGcm", "AES-OCB": "crypto.aesOcb", [CHACHA]: "crypto.chaCha" };

function cipherAuthenticated(direction, algorithm, key, bytes) {
  const tagLength = tagLengthOf(algorithm);
  if (direction === "decrypt" && 8 * TypedArrayPrototypeGetByteLength(bytes) < tagLength) {
    throw operationError("The data is shorter than the tag");
  }
  const additional = algorithm.additionalData ?? NONE;
  return compute(aead[algorithm.name], [direction, `${tagLength}`], [key.handle, algorithm.iv, additional, bytes]);
}

module.exports = {
  __proto__: null,

  encrypt: (algorithm, key, bytes) => cipher("encrypt", algorithm, key, bytes),
  decrypt: (algorithm, key, bytes) => cipher("decrypt", algorithm, key, bytes),
  wrapKey: (algorithm, key, bytes) => compute("crypto.aesWrap", [], [key.handle, bytes]),
  unwrapKey: (algorithm, key, bytes) => compute("crypto.aesUnwrap", [], [key.handle, bytes]),

  generateKey(algorithm, extractable, set) {
    const { name } = algorithm;
    requireUsages(set, usagesOf(name));
    const bits = module.exports.getKeyLength(algorithm);
    return secretKey(keyAlgorithm(name, bits), extractable, set, randomKeyBytes(bits));
  },

  importKey(format, material, algorithm, extractable, set) {
    const { name } = algorithm;
    requireUsages(set, usagesOf(name));
    const check = (bits) => {
      if (!isKeyLength(name, bits)) {
        throw dataError(`${name} has no keys of ${bits} bits`);
      }
    };
    const expectedAlg = (bits) => algOf(name, bits);
    const bytes = readSecret(format, material, extractable, set, hasRawFormat(name), "enc", check, expectedAlg);
    return secretKey(keyAlgorithm(name, 8 * TypedArrayPrototypeGetByteLength(bytes)), extractable, set, bytes);
  },

  exportKey(format, key) {
    const { name, length } = key.algorithm;
    return writeSecret(format, key, hasRawFormat(name), algOf(name, length));
  },

  requireSupport(operation, algorithm) {
    if (operation === "generateKey") {
      module.exports.getKeyLength(algorithm);
    } else if (operation === "encrypt" || operation === "decrypt") {
      requireParameters(algorithm);
    }
  },

  getKeyLength(algorithm) {
    const { name, length = 256 } = algorithm;
    if (!isKeyLength(name, length)) {
      throw operationError(`${name} has no keys of ${length} bits`);
    }
    return length;
  },
};

"use strict";

const { Uint8Array } = primordials;
const {
  decodeFixed, importedKey, keyPair, publicKey, requireKeyType, requirePairUsages, requireRoleUsages, tailOf,
  truncateSecret,
} = require("web/crypto/asymmetric-keys");
const { box, compute, computeLater, own } = require("web/crypto/compute");
const { createJwk, dataError, encodeMember, requireConsistency, requireType } = require("web/crypto/jwk");
const { notSupported } = require("web/crypto/normalize");
const { requireUsages, usages } = require("web/crypto/usages");
const { DOMException } = require("web/dom/dom-exception");
const { concatenate, copyOfBytes, subarrayOf } = require("web/infra/bytes");

// https://w3c.github.io/webcrypto/#ecdsa and #ecdh. The handle of a public key is its point, uncompressed; that of a
// private key is its number, in as many bytes as a coordinate has, and the point.

const coordinateBytes = { __proto__: null, "P-256": 32, "P-384": 48, "P-521": 66 };
const algs = { __proto__: null, "P-256": "ES256", "P-384": "ES384", "P-521": "ES512" };
const UNCOMPRESSED = 4;

const signing = { __proto__: null, publicUsages: usages.verify, privateUsages: usages.sign, use: "sig" };
const agreement = {
  __proto__: null, publicUsages: 0, privateUsages: usages.deriveKey | usages.deriveBits, use: "enc",
};

function rolesOf(name) {
  return name === "ECDSA" ? signing : agreement;
}

function numberOf(key) {
  return subarrayOf(key.handle, 0, coordinateBytes[key.algorithm.namedCurve]);
}

function pointOf(key) {
  return key.type === "public" ? key.handle : tailOf(key.handle, coordinateBytes[key.algorithm.namedCurve]);
}

function keyAlgorithm(algorithm) {
  return { __proto__: null, name: algorithm.name, namedCurve: algorithm.namedCurve };
}

function requireCurve(algorithm) {
  if (coordinateBytes[algorithm.namedCurve] === undefined) {
    throw dataError(`The curve '${algorithm.namedCurve}' is unknown`);
  }
}

/** The handle of a key that is imported, or a promise of it. */
function readHandle(format, material, algorithm, extractable, set) {
  const curve = algorithm.namedCurve;
  switch (format) {
    case "spki":
      return compute("crypto.ecReadSpki", [curve], [material]);
    case "pkcs8":
      return computeLater("crypto.ecReadPkcs8", [curve], [material]);
    case "raw":
    case "raw-public":
      return compute("crypto.ecReadPoint", [curve], [material]);
    default:
      return readJwk(material, algorithm, extractable, set);
  }
}

function readJwk(jwk, algorithm, extractable, set) {
  const { name, namedCurve: curve } = algorithm;
  requireType(jwk, "EC");
  requireConsistency(jwk, set, extractable, rolesOf(name).use);
  if (jwk.crv !== curve) {
    throw dataError(`The key's crv is not ${curve}`);
  }
  if (name === "ECDSA" && jwk.alg !== undefined && jwk.alg !== algs[curve]) {
    throw dataError(`The key's alg does not fit ${curve}`);
  }
  const length = coordinateBytes[curve];
  const point = pointFrom(decodeFixed(jwk, "x", length), decodeFixed(jwk, "y", length), length);
  return jwk.d === undefined
    ? compute("crypto.ecReadPoint", [curve], [point])
    : computeLater("crypto.ecReadPair", [curve], [decodeFixed(jwk, "d", length), point]);
}

const uncompressed = new Uint8Array(1);
uncompressed[0] = UNCOMPRESSED;

function pointFrom(x, y, length) {
  return concatenate([uncompressed, x, y], 1 + 2 * length);
}

function writeJwk(key) {
  const { namedCurve } = key.algorithm;
  const length = coordinateBytes[namedCurve];
  const point = pointOf(key);
  const jwk = createJwk("EC", key);
  jwk.crv = namedCurve;
  jwk.x = encodeMember(subarrayOf(point, 1, 1 + length));
  jwk.y = encodeMember(subarrayOf(point, 1 + length, 1 + 2 * length));
  if (key.type === "private") {
    jwk.d = encodeMember(numberOf(key));
  }
  return jwk;
}

module.exports = {
  __proto__: null,

  requireSupport(operation, algorithm, bits) {
    if (operation === "generateKey" || operation === "importKey") {
      requireCurve(algorithm);
    } else if (operation === "deriveBits") {
      requireKeyType(algorithm.public, "public");
      truncateSecret(new Uint8Array(coordinateBytes[algorithm.public.algorithm.namedCurve]), bits);
    }
  },

  sign(algorithm, key, bytes) {
    requireKeyType(key, "private");
    const texts = [key.algorithm.namedCurve, algorithm.hash.name];
    return computeLater("crypto.ecSign", texts, [numberOf(key), bytes]);
  },

  verify(algorithm, key, signature, bytes) {
    requireKeyType(key, "public");
    const texts = [key.algorithm.namedCurve, algorithm.hash.name];
    return computeLater("crypto.ecVerify", texts, [key.handle, bytes, signature]);
  },

  async deriveBits(algorithm, key, bits) {
    requireKeyType(key, "private");
    const other = algorithm.public;
    requireKeyType(other, "public");
    if (other.algorithm.name !== key.algorithm.name || other.algorithm.namedCurve !== key.algorithm.namedCurve) {
      throw new DOMException("The keys are not of the same kind", "InvalidAccessError");
    }
    const secret = await computeLater("crypto.ecDerive", [key.algorithm.namedCurve], [numberOf(key), other.handle]);
    return truncateSecret(secret.bytes, bits);
  },

  async generateKey(algorithm, extractable, set) {
    const roles = rolesOf(algorithm.name);
    requirePairUsages(set, roles);
    const length = coordinateBytes[algorithm.namedCurve];
    if (length === undefined) {
      throw notSupported(`The curve '${algorithm.namedCurve}' is unknown`);
    }
    const { bytes } = await computeLater("crypto.ecGenerate", [algorithm.namedCurve], []);
    return keyPair(keyAlgorithm(algorithm), extractable, set, roles, copyOfBytes(tailOf(bytes, length)), bytes);
  },

  async importKey(format, material, algorithm, extractable, set) {
    if (format === "raw-secret" || format === "raw-private" || format === "raw-seed") {
      throw notSupported(`Keys of this algorithm have no format '${format}'`);
    }
    const isPrivate = format === "pkcs8" || (format === "jwk" && material.d !== undefined);
    // the standard looks at the curve of a raw key before its usages, of others after
    if (format === "raw" || format === "raw-public") {
      requireCurve(algorithm);
    }
    requireRoleUsages(set, rolesOf(algorithm.name), isPrivate);
    requireCurve(algorithm);
    const { bytes } = await own(readHandle(format, material, algorithm, extractable, set));
    return importedKey(isPrivate, keyAlgorithm(algorithm), extractable, set, bytes);
  },

  exportKey(format, key) {
    const curve = key.algorithm.namedCurve;
    switch (format) {
      case "spki":
        requireKeyType(key, "public");
        return compute("crypto.ecWriteSpki", [curve], [key.handle]);
      case "pkcs8":
        requireKeyType(key, "private");
        return compute("crypto.ecWritePkcs8", [curve], [numberOf(key), pointOf(key)]);
      case "raw":
      case "raw-public":
        requireKeyType(key, "public");
        return box(copyOfBytes(key.handle));
      case "jwk":
        return writeJwk(key);
      default:
        throw notSupported(`Keys of this algorithm have no format '${format}'`);
    }
  },

  publicKeyOf(key, set) {
    requireUsages(set, rolesOf(key.algorithm.name).publicUsages);
    return publicKey(key.algorithm, set, copyOfBytes(pointOf(key)));
  },
};

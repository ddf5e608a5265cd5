"use strict";

const { Uint8Array } = primordials;
const {
  decodeFixed, equalBytes, importedKey, keyPair, publicKey, requireKeyType, requirePairUsages, requireRoleUsages,
  tailOf, truncateSecret,
} = require("web/crypto/asymmetric-keys");
const { box, compute, computeLater, own } = require("web/crypto/compute");
const { createJwk, dataError, encodeMember, requireConsistency, requireType } = require("web/crypto/jwk");
const { notSupported } = require("web/crypto/normalize");
const { requireUsages, usages } = require("web/crypto/usages");
const { DOMException } = require("web/dom/dom-exception");
const { copyOfBytes, subarrayOf } = require("web/infra/bytes");

// https://w3c.github.io/webcrypto/#ed25519 and #x25519, and the same on Curve448 of
// https://wicg.github.io/webcrypto-secure-curves/. The handle of a public key is its bytes as in the RFCs; that of a
// private key is the private bytes and, as many again, the public ones.

const keyBytes = { __proto__: null, Ed25519: 32, X25519: 32, Ed448: 57, X448: 56 };
const NONE = new Uint8Array(0);

const signing = { __proto__: null, publicUsages: usages.verify, privateUsages: usages.sign, use: "sig" };
const agreement = {
  __proto__: null, publicUsages: 0, privateUsages: usages.deriveKey | usages.deriveBits, use: "enc",
};

function rolesOf(name) {
  return name[0] === "E" ? signing : agreement;
}

function privateBytesOf(key) {
  return subarrayOf(key.handle, 0, keyBytes[key.algorithm.name]);
}

function publicBytesOf(key) {
  return key.type === "public" ? key.handle : tailOf(key.handle, keyBytes[key.algorithm.name]);
}

function readHandle(format, material, name, extractable, set) {
  switch (format) {
    case "spki":
      return compute("crypto.okpReadSpki", [name], [material]);
    case "pkcs8":
      return computeLater("crypto.okpReadPkcs8", [name], [material]);
    case "raw":
    case "raw-public":
      return compute("crypto.okpReadRaw", [name], [material]);
    default:
      return readJwk(material, name, extractable, set);
  }
}

function readJwk(jwk, name, extractable, set) {
  requireType(jwk, "OKP");
  if (jwk.crv !== name) {
    throw dataError(`The key's crv is not ${name}`);
  }
  const roles = rolesOf(name);
  if (roles === signing && jwk.alg !== undefined && jwk.alg !== name && jwk.alg !== "EdDSA") {
    throw dataError(`The key's alg is not ${name}`);
  }
  requireConsistency(jwk, set, extractable, roles.use);
  const publicBytes = decodeFixed(jwk, "x", keyBytes[name]);
  return jwk.d === undefined ? box(publicBytes) : readPrivate(decodeFixed(jwk, "d", keyBytes[name]), publicBytes, name);
}

async function readPrivate(privateBytes, publicBytes, name) {
  const result = await computeLater("crypto.okpComplete", [name], [privateBytes]);
  if (!equalBytes(tailOf(result.bytes, keyBytes[name]), publicBytes)) {
    throw dataError("The key's x is not that of its d");
  }
  return result;
}

function writeJwk(key) {
  const { name } = key.algorithm;
  const jwk = createJwk("OKP", key);
  jwk.crv = name;
  if (rolesOf(name) === signing) {
    jwk.alg = name;
  }
  jwk.x = encodeMember(publicBytesOf(key));
  if (key.type === "private") {
    jwk.d = encodeMember(privateBytesOf(key));
  }
  return jwk;
}

module.exports = {
  __proto__: null,

  requireSupport(operation, algorithm, bits) {
    if (operation === "deriveBits") {
      requireKeyType(algorithm.public, "public");
      truncateSecret(new Uint8Array(keyBytes[algorithm.name]), bits);
    }
  },

  sign(algorithm, key, bytes) {
    requireKeyType(key, "private");
    return computeLater("crypto.okpSign", [algorithm.name], [privateBytesOf(key), algorithm.context ?? NONE, bytes]);
  },

  verify(algorithm, key, signature, bytes) {
    requireKeyType(key, "public");
    const blobs = [key.handle, algorithm.context ?? NONE, bytes, signature];
    return computeLater("crypto.okpVerify", [algorithm.name], blobs);
  },

  async deriveBits(algorithm, key, bits) {
    requireKeyType(key, "private");
    const other = algorithm.public;
    requireKeyType(other, "public");
    if (other.algorithm.name !== key.algorithm.name) {
      throw new DOMException("The keys are not of the same kind", "InvalidAccessError");
    }
    const secret = await computeLater("crypto.okpDerive", [algorithm.name], [privateBytesOf(key), other.handle]);
    return truncateSecret(secret.bytes, bits);
  },

  async generateKey(algorithm, extractable, set) {
    const { name } = algorithm;
    const roles = rolesOf(name);
    requirePairUsages(set, roles);
    const { bytes } = await computeLater("crypto.okpGenerate", [name], []);
    const publicHandle = copyOfBytes(tailOf(bytes, keyBytes[name]));
    return keyPair({ __proto__: null, name }, extractable, set, roles, publicHandle, bytes);
  },

  async importKey(format, material, algorithm, extractable, set) {
    const { name } = algorithm;
    if (format === "raw-secret" || format === "raw-private" || format === "raw-seed") {
      throw notSupported(`Keys of this algorithm have no format '${format}'`);
    }
    const isPrivate = format === "pkcs8" || (format === "jwk" && material.d !== undefined);
    requireRoleUsages(set, rolesOf(name), isPrivate);
    const { bytes } = await own(readHandle(format, material, name, extractable, set));
    return importedKey(isPrivate, { __proto__: null, name }, extractable, set, bytes);
  },

  exportKey(format, key) {
    const { name } = key.algorithm;
    switch (format) {
      case "spki":
        requireKeyType(key, "public");
        return compute("crypto.okpWriteSpki", [name], [key.handle]);
      case "pkcs8":
        requireKeyType(key, "private");
        return compute("crypto.okpWritePkcs8", [name], [privateBytesOf(key)]);
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
    return publicKey(key.algorithm, set, copyOfBytes(publicBytesOf(key)));
  },
};

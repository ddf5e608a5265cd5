"use strict";

const { StringPrototypeStartsWith, Uint8Array } = primordials;
const {
  equalBytes, importedKey, keyPair, publicKey, requireKeyType, requirePairUsages, requireRoleUsages, tailOf,
} = require("web/crypto/asymmetric-keys");
const { box, compute, computeLater, own, unpack } = require("web/crypto/compute");
const {
  createJwk, dataError, decodeMember, encodeMember, requireConsistency, requireType,
} = require("web/crypto/jwk");
const { notSupported } = require("web/crypto/normalize");
const { requireUsages, usages } = require("web/crypto/usages");
const { copyOfBytes, subarrayOf } = require("web/infra/bytes");

// https://wicg.github.io/webcrypto-modern-algos/#ml-kem and #ml-dsa. The handle of a public key is its bytes, that of a
// private key its seed and the public bytes.

const NONE = new Uint8Array(0);

const signing = { __proto__: null, publicUsages: usages.verify, privateUsages: usages.sign, use: "sig" };
const encapsulation = {
  __proto__: null,
  publicUsages: usages.encapsulateKey | usages.encapsulateBits,
  privateUsages: usages.decapsulateKey | usages.decapsulateBits,
  use: "enc",
};

function isKem(name) {
  return StringPrototypeStartsWith(name, "ML-KEM");
}

function rolesOf(name) {
  return isKem(name) ? encapsulation : signing;
}

function seedLength(name) {
  return isKem(name) ? 64 : 32;
}

function seedOf(key) {
  return subarrayOf(key.handle, 0, seedLength(key.algorithm.name));
}

function publicBytesOf(key) {
  return key.type === "public" ? key.handle : tailOf(key.handle, seedLength(key.algorithm.name));
}

function readHandle(format, material, name, extractable, set) {
  switch (format) {
    case "spki":
      return compute("crypto.latticeReadSpki", [name], [material]);
    case "raw-public":
      return compute("crypto.latticeReadPublic", [name], [material]);
    case "pkcs8":
      return computeLater("crypto.latticeReadPkcs8", [name], [material]);
    case "raw-seed":
      return computeLater("crypto.latticeReadSeed", [name], [material]);
    default:
      return readJwk(material, name, extractable, set);
  }
}

function readJwk(jwk, name, extractable, set) {
  requireType(jwk, "AKP");
  if (jwk.alg !== name) {
    throw dataError(`The key's alg is not ${name}`);
  }
  requireConsistency(jwk, set, extractable, rolesOf(name).use);
  const publicBytes = decodeMember(jwk, "pub");
  return jwk.priv === undefined
    ? compute("crypto.latticeReadPublic", [name], [publicBytes])
    : readPrivate(decodeMember(jwk, "priv"), publicBytes, name);
}

async function readPrivate(seed, publicBytes, name) {
  const result = await computeLater("crypto.latticeReadSeed", [name], [seed]);
  if (!equalBytes(tailOf(result.bytes, seedLength(name)), publicBytes)) {
    throw dataError("The key's pub is not that of its priv");
  }
  return result;
}

function writeJwk(key) {
  const jwk = createJwk("AKP", key);
  jwk.alg = key.algorithm.name;
  jwk.pub = encodeMember(publicBytesOf(key));
  if (key.type === "private") {
    jwk.priv = encodeMember(seedOf(key));
  }
  return jwk;
}

function isPrivateFormat(format, material) {
  return format === "pkcs8" || format === "raw-seed" || (format === "jwk" && material.priv !== undefined);
}

module.exports = {
  __proto__: null,

  sign(algorithm, key, bytes) {
    requireKeyType(key, "private");
    return computeLater("crypto.latticeSign", [algorithm.name], [seedOf(key), algorithm.context ?? NONE, bytes]);
  },

  verify(algorithm, key, signature, bytes) {
    requireKeyType(key, "public");
    const blobs = [key.handle, algorithm.context ?? NONE, bytes, signature];
    return computeLater("crypto.latticeVerify", [algorithm.name], blobs);
  },

  async encapsulate(algorithm, key) {
    requireKeyType(key, "public");
    const { bytes } = await computeLater("crypto.encapsulate", [algorithm.name], [key.handle]);
    const parts = unpack(bytes);
    return { __proto__: null, ciphertext: box(parts[0]), sharedKey: box(parts[1]) };
  },

  decapsulate(algorithm, key, ciphertext) {
    requireKeyType(key, "private");
    return computeLater("crypto.decapsulate", [algorithm.name], [seedOf(key), publicBytesOf(key), ciphertext]);
  },

  async generateKey(algorithm, extractable, set) {
    const { name } = algorithm;
    const roles = rolesOf(name);
    requirePairUsages(set, roles);
    const { bytes } = await computeLater("crypto.latticeGenerate", [name], []);
    const publicHandle = copyOfBytes(tailOf(bytes, seedLength(name)));
    return keyPair({ __proto__: null, name }, extractable, set, roles, publicHandle, bytes);
  },

  async importKey(format, material, algorithm, extractable, set) {
    const { name } = algorithm;
    if (format === "raw" || format === "raw-secret" || format === "raw-private") {
      throw notSupported(`Keys of this algorithm have no format '${format}'`);
    }
    const isPrivate = isPrivateFormat(format, material);
    requireRoleUsages(set, rolesOf(name), isPrivate);
    const { bytes } = await own(readHandle(format, material, name, extractable, set));
    return importedKey(isPrivate, { __proto__: null, name }, extractable, set, bytes);
  },

  exportKey(format, key) {
    const { name } = key.algorithm;
    switch (format) {
      case "spki":
        requireKeyType(key, "public");
        return compute("crypto.latticeWriteSpki", [name], [key.handle]);
      case "pkcs8":
        requireKeyType(key, "private");
        return compute("crypto.latticeWritePkcs8", [name], [seedOf(key)]);
      case "raw-public":
        requireKeyType(key, "public");
        return box(copyOfBytes(key.handle));
      case "raw-seed":
        requireKeyType(key, "private");
        return box(copyOfBytes(seedOf(key)));
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

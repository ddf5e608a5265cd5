"use strict";

const { StringPrototypeSlice, StringPrototypeStartsWith, TypedArrayPrototypeGetByteLength, Uint8Array } = primordials;
const {
  importedKey, publicKey, requireKeyType, requirePairUsages, requireRoleUsages,
} = require("web/crypto/asymmetric-keys");
const { box, compute, computeLater, computeNow, own, unpack } = require("web/crypto/compute");
const {
  createJwk, dataError, decodeMember, encodeMember, requireConsistency, requireType,
} = require("web/crypto/jwk");
const { notSupported } = require("web/crypto/normalize");
const { requireUsages, usages } = require("web/crypto/usages");
const { copyOfBytes } = require("web/infra/bytes");
const { createList } = require("web/infra/lists");

// https://w3c.github.io/webcrypto/#rsassa-pkcs1, #rsa-pss and #rsa-oaep. The handle of a public key is its
// SubjectPublicKeyInfo, that of a private key its PKCS #8.

const NONE = new Uint8Array(0);
const MOST_QUICK_BITS = 4096;
const publicMembers = ["n", "e"];
const privateMembers = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];

const signing = { __proto__: null, publicUsages: usages.verify, privateUsages: usages.sign, use: "sig" };
const encryption = {
  __proto__: null,
  publicUsages: usages.encrypt | usages.wrapKey,
  privateUsages: usages.decrypt | usages.unwrapKey,
  use: "enc",
};

function rolesOf(name) {
  return name === "RSA-OAEP" ? encryption : signing;
}

/** The `alg` of a key; undefined where its hash function has none. */
function algOf(name, hash) {
  if (!StringPrototypeStartsWith(hash, "SHA-")) {
    return undefined;
  }
  const bits = StringPrototypeSlice(hash, 4);
  switch (name) {
    case "RSA-OAEP":
      return bits === "1" ? "RSA-OAEP" : `RSA-OAEP-${bits}`;
    case "RSA-PSS":
      return `PS${bits}`;
    default:
      return `RS${bits}`;
  }
}

function bitLengthOf(modulus) {
  let first = 0;
  while (modulus[first] === 0) {
    first++;
  }
  let bits = 8 * (TypedArrayPrototypeGetByteLength(modulus) - first - 1);
  for (let top = modulus[first]; top > 0; top >>= 1) {
    bits++;
  }
  return bits;
}

function keyAlgorithm(algorithm, modulus, exponent) {
  return {
    __proto__: null,
    name: algorithm.name,
    modulusLength: bitLengthOf(modulus),
    publicExponent: exponent,
    hash: algorithm.hash,
  };
}

/** Key, modulus and exponent, from what the host gives for a key that it reads. */
function readParts(format, material, algorithm, extractable, set) {
  switch (format) {
    case "spki":
      return compute("crypto.rsaReadSpki", [], [material]);
    case "pkcs8":
      return compute("crypto.rsaReadPkcs8", [], [material]);
    default:
      return readJwk(material, algorithm, extractable, set);
  }
}

function readJwk(jwk, algorithm, extractable, set) {
  const { name, hash } = algorithm;
  requireType(jwk, "RSA");
  requireConsistency(jwk, set, extractable, rolesOf(name).use);
  if (jwk.alg !== undefined && jwk.alg !== algOf(name, hash.name)) {
    throw dataError("The key's alg does not fit the algorithm");
  }
  if (jwk.oth !== undefined) {
    throw notSupported("Keys of more than two primes are not supported");
  }
  const names = jwk.d === undefined ? publicMembers : privateMembers;
  const numbers = createList();
  for (let i = 0; i < names.length; i++) {
    numbers[i] = decodeMember(jwk, names[i]);
  }
  return compute(jwk.d === undefined ? "crypto.rsaPublic" : "crypto.rsaPrivate", [], numbers);
}

function writeJwk(key) {
  const { name, hash } = key.algorithm;
  const isPrivate = key.type === "private";
  const operation = isPrivate ? "crypto.rsaPrivateParts" : "crypto.rsaPublicParts";
  const numbers = unpack(computeNow(operation, [], [key.handle]).bytes);
  const names = isPrivate ? privateMembers : publicMembers;
  const jwk = createJwk("RSA", key);
  const alg = algOf(name, hash.name);
  if (alg !== undefined) {
    jwk.alg = alg;
  }
  for (let i = 0; i < names.length; i++) {
    jwk[names[i]] = encodeMember(numbers[i]);
  }
  return jwk;
}

/** Runs an operation with a public key, off the loop where its numbers are large. */
function publicly(key, name, texts, blobs) {
  const { modulusLength, publicExponent } = key.algorithm;
  const isQuick = modulusLength <= MOST_QUICK_BITS && TypedArrayPrototypeGetByteLength(publicExponent) <= 4;
  return isQuick ? compute(name, texts, blobs) : computeLater(name, texts, blobs);
}

/** Signature scheme, hash function and salt length. */
function signatureTexts(algorithm, key) {
  return [key.algorithm.name, key.algorithm.hash.name, `${algorithm.saltLength ?? 0}`];
}

module.exports = {
  __proto__: null,

  sign(algorithm, key, bytes) {
    requireKeyType(key, "private");
    return computeLater("crypto.rsaSign", signatureTexts(algorithm, key), [key.handle, bytes]);
  },

  verify(algorithm, key, signature, bytes) {
    requireKeyType(key, "public");
    return publicly(key, "crypto.rsaVerify", signatureTexts(algorithm, key), [key.handle, bytes, signature]);
  },

  encrypt(algorithm, key, bytes) {
    requireKeyType(key, "public");
    const blobs = [key.handle, algorithm.label ?? NONE, bytes];
    return publicly(key, "crypto.rsaEncrypt", [key.algorithm.hash.name], blobs);
  },

  decrypt(algorithm, key, bytes) {
    requireKeyType(key, "private");
    return computeLater("crypto.rsaDecrypt", [key.algorithm.hash.name], [key.handle, algorithm.label ?? NONE, bytes]);
  },

  async generateKey(algorithm, extractable, set) {
    const roles = rolesOf(algorithm.name);
    requirePairUsages(set, roles);
    const { modulusLength, publicExponent } = algorithm;
    const { bytes } = await computeLater("crypto.rsaGenerate", [`${modulusLength}`], [publicExponent]);
    const parts = unpack(bytes);
    const slots = {
      __proto__: null,
      name: algorithm.name,
      modulusLength,
      publicExponent,
      hash: algorithm.hash,
    };
    return {
      __proto__: null,
      publicKey: publicKey(slots, set & roles.publicUsages, parts[0]),
      privateKey: importedKey(true, slots, extractable, set & roles.privateUsages, parts[1]),
    };
  },

  async importKey(format, material, algorithm, extractable, set) {
    if (format !== "spki" && format !== "pkcs8" && format !== "jwk") {
      throw notSupported(`Keys of this algorithm have no format '${format}'`);
    }
    const isPrivate = format === "pkcs8" || (format === "jwk" && material.d !== undefined);
    requireRoleUsages(set, rolesOf(algorithm.name), isPrivate);
    const { bytes } = await own(readParts(format, material, algorithm, extractable, set));
    const parts = unpack(bytes);
    return importedKey(isPrivate, keyAlgorithm(algorithm, parts[1], parts[2]), extractable, set, parts[0]);
  },

  exportKey(format, key) {
    switch (format) {
      case "spki":
        requireKeyType(key, "public");
        return box(copyOfBytes(key.handle));
      case "pkcs8":
        requireKeyType(key, "private");
        return box(copyOfBytes(key.handle));
      case "jwk":
        return writeJwk(key);
      default:
        throw notSupported(`Keys of this algorithm have no format '${format}'`);
    }
  },

  publicKeyOf(key, set) {
    requireUsages(set, rolesOf(key.algorithm.name).publicUsages);
    return publicKey(key.algorithm, set, computeNow("crypto.rsaPublicOf", [], [key.handle]).bytes);
  },
};

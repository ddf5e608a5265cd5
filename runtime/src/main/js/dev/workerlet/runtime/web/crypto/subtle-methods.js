"use strict";

const { TypedArrayPrototypeGetBuffer, TypeError } = primordials;
const { own } = require("web/crypto/compute");
const { createKey, toKeySlots } = require("web/crypto/crypto-key");
const { toAlgorithmIdentifier } = require("web/crypto/dictionaries");
const { jwkObject, parseJwk, serializeJwk, toJwk } = require("web/crypto/jwk");
const { normalize, notSupported } = require("web/crypto/normalize");
const { syntaxError, toUsages, usages } = require("web/crypto/usages");
const { DOMException } = require("web/dom/dom-exception");
const { toUnsignedLong } = require("web/webidl/numbers");
const { copyBytesOf, isBufferSource, toBufferSource } = require("web/webidl/objects");
const { toEnumeration } = require("web/webidl/strings");

// The methods of SubtleCrypto. Their receivers and the number of their arguments have been checked. Each converts its
// arguments in order, copies bytes and normalizes before it returns; the rest may take longer.
//
// A family of algorithms gets normalized algorithms, slots of keys and bytes that are nobody else's. It gives slots of
// keys and boxes of bytes (see compute.js), or promises of them.
// https://w3c.github.io/webcrypto/#SubtleCrypto-interface

const formats = ["raw-public", "raw-private", "raw-seed", "raw-secret", "raw", "spki", "pkcs8", "jwk"];

function prefixOf(method) {
  return `Failed to execute '${method}' on 'SubtleCrypto'`;
}

function toBytes(value, prefix, context) {
  return copyBytesOf(toBufferSource(value, prefix, context));
}

function toFormat(value, prefix) {
  return toEnumeration(value, formats, prefix, "format", "KeyFormat");
}

function invalidAccess(message) {
  return new DOMException(message, "InvalidAccessError");
}

/** A key is good for the algorithm that it was made for, and for what its usages name. */
function requireKey(key, algorithm, usage, prefix) {
  if (key.algorithm.name !== algorithm.name) {
    throw invalidAccess(`${prefix}: The key is not for ${algorithm.name}.`);
  }
  requireUsage(key, usage, prefix);
}

function requireUsage(key, usage, prefix) {
  if ((key.usages & usages[usage]) === 0) {
    throw invalidAccess(`${prefix}: The key's usages do not permit this operation.`);
  }
}

function bufferOf(result) {
  return TypedArrayPrototypeGetBuffer(result.bytes);
}

/** encrypt, decrypt and sign: bytes in, bytes out. */
function transformation(method) {
  const prefix = prefixOf(method);
  return async (algorithm, key, data) => {
    const identifier = toAlgorithmIdentifier(algorithm);
    const slots = toKeySlots(key, prefix, "parameter 2");
    const bytes = toBytes(data, prefix, "parameter 3");
    const normalized = normalize(method, identifier, prefix);
    requireKey(slots, normalized, method, prefix);
    return bufferOf(await own(normalized.family()[method](normalized, slots, bytes)));
  };
}

async function verify(algorithm, key, signature, data) {
  const prefix = prefixOf("verify");
  const identifier = toAlgorithmIdentifier(algorithm);
  const slots = toKeySlots(key, prefix, "parameter 2");
  toBufferSource(signature, prefix, "parameter 3");
  const bytes = toBytes(data, prefix, "parameter 4");
  const signatureBytes = copyBytesOf(signature);
  const normalized = normalize("verify", identifier, prefix);
  requireKey(slots, normalized, "verify", prefix);
  const result = await own(normalized.family().verify(normalized, slots, signatureBytes, bytes));
  return result.bytes[0] === 1;
}

async function digest(algorithm, data) {
  const prefix = prefixOf("digest");
  const identifier = toAlgorithmIdentifier(algorithm);
  const bytes = toBytes(data, prefix, "parameter 2");
  const normalized = normalize("digest", identifier, prefix);
  return bufferOf(await own(normalized.family().digest(normalized, bytes)));
}

async function generateKey(algorithm, extractable, keyUsages) {
  const prefix = prefixOf("generateKey");
  const identifier = toAlgorithmIdentifier(algorithm);
  const isExtractable = !!extractable;
  const set = toUsages(keyUsages, prefix);
  const normalized = normalize("generateKey", identifier, prefix);
  const made = await own(normalized.family().generateKey(normalized, isExtractable, set));
  if (made.privateKey === undefined) {
    return finishKey(made, prefix);
  }
  return { privateKey: finishKey(made.privateKey, prefix), publicKey: createKey(made.publicKey) };
}

/** The key with these slots; a secret or private one without usages is refused last. */
function finishKey(slots, prefix) {
  if (slots.type !== "public" && slots.usages === 0) {
    throw syntaxError(`${prefix}: The key needs at least one usage.`);
  }
  return createKey(slots);
}

async function importKey(format, keyData, algorithm, extractable, keyUsages) {
  const prefix = prefixOf("importKey");
  const formatName = toFormat(format, prefix);
  const isBytes = isBufferSource(keyData);
  const data = isBytes ? toBufferSource(keyData, prefix, "parameter 2") : toJwk(keyData, prefix);
  const identifier = toAlgorithmIdentifier(algorithm);
  const isExtractable = !!extractable;
  const set = toUsages(keyUsages, prefix);
  const normalized = normalize("importKey", identifier, prefix);
  if (isBytes === (formatName === "jwk")) {
    throw new TypeError(`${prefix}: The key data is not what the format '${formatName}' asks for.`);
  }
  const material = isBytes ? copyBytesOf(data) : data;
  const family = normalized.family();
  return finishKey(await own(family.importKey(formatName, material, normalized, isExtractable, set)), prefix);
}

/** What exporting gives: a box of bytes or, for jwk, a JsonWebKey without a prototype. */
function exportSlots(format, slots, prefix) {
  const algorithm = normalizeForExport(slots, prefix);
  if (!slots.extractable) {
    throw invalidAccess(`${prefix}: The key is not extractable.`);
  }
  return algorithm.family().exportKey(format, slots);
}

function normalizeForExport(slots, prefix) {
  return normalize("exportKey", slots.algorithm.name, prefix);
}

async function exportKey(format, key) {
  const prefix = prefixOf("exportKey");
  const formatName = toFormat(format, prefix);
  const slots = toKeySlots(key, prefix, "parameter 2");
  const result = await own(exportSlots(formatName, slots, prefix));
  return formatName === "jwk" ? jwkObject(result) : bufferOf(result);
}

function toLength(value) {
  return value === undefined || value === null ? null : toUnsignedLong(value);
}

async function deriveBits(algorithm, baseKey, length) {
  const prefix = prefixOf("deriveBits");
  const identifier = toAlgorithmIdentifier(algorithm);
  const slots = toKeySlots(baseKey, prefix, "parameter 2");
  const bits = toLength(length);
  const normalized = normalize("deriveBits", identifier, prefix);
  requireKey(slots, normalized, "deriveBits", prefix);
  return bufferOf(await own(normalized.family().deriveBits(normalized, slots, bits)));
}

async function deriveKey(algorithm, baseKey, derivedKeyType, extractable, keyUsages) {
  const prefix = prefixOf("deriveKey");
  const identifier = toAlgorithmIdentifier(algorithm);
  const slots = toKeySlots(baseKey, prefix, "parameter 2");
  const derivedIdentifier = toAlgorithmIdentifier(derivedKeyType);
  const isExtractable = !!extractable;
  const set = toUsages(keyUsages, prefix);
  const normalized = normalize("deriveBits", identifier, prefix);
  const importAlgorithm = normalize("importKey", derivedIdentifier, prefix);
  const lengthAlgorithm = normalize("getKeyLength", derivedIdentifier, prefix);
  requireKey(slots, normalized, "deriveKey", prefix);
  const length = lengthAlgorithm.family().getKeyLength(lengthAlgorithm);
  const secret = await own(normalized.family().deriveBits(normalized, slots, length));
  return finishKey(await own(importSecret(importAlgorithm, secret, isExtractable, set)), prefix);
}

function importSecret(algorithm, secret, isExtractable, set) {
  return algorithm.family().importKey("raw-secret", secret.bytes, algorithm, isExtractable, set);
}

/** wrapKey and unwrapKey take an algorithm's own operation where it has one, or encrypt and decrypt. */
function normalizeWrapping(operation, substitute, identifier, prefix) {
  try {
    return { __proto__: null, operation, algorithm: normalize(operation, identifier, prefix) };
  } catch {
    return { __proto__: null, operation: substitute, algorithm: normalize(substitute, identifier, prefix) };
  }
}

async function wrapKey(format, key, wrappingKey, wrapAlgorithm) {
  const prefix = prefixOf("wrapKey");
  const formatName = toFormat(format, prefix);
  const slots = toKeySlots(key, prefix, "parameter 2");
  const wrappingSlots = toKeySlots(wrappingKey, prefix, "parameter 3");
  const identifier = toAlgorithmIdentifier(wrapAlgorithm);
  const { operation, algorithm } = normalizeWrapping("wrapKey", "encrypt", identifier, prefix);
  requireKey(wrappingSlots, algorithm, "wrapKey", prefix);
  const exported = await own(exportSlots(formatName, slots, prefix));
  const bytes = formatName === "jwk" ? serializeJwk(exported) : exported.bytes;
  return bufferOf(await own(algorithm.family()[operation](algorithm, wrappingSlots, bytes)));
}

async function unwrapKey(
  format, wrappedKey, unwrappingKey, unwrapAlgorithm, unwrappedKeyAlgorithm, extractable, keyUsages,
) {
  const prefix = prefixOf("unwrapKey");
  const formatName = toFormat(format, prefix);
  toBufferSource(wrappedKey, prefix, "parameter 2");
  const unwrappingSlots = toKeySlots(unwrappingKey, prefix, "parameter 3");
  const identifier = toAlgorithmIdentifier(unwrapAlgorithm);
  const keyIdentifier = toAlgorithmIdentifier(unwrappedKeyAlgorithm);
  const isExtractable = !!extractable;
  const set = toUsages(keyUsages, prefix);
  const wrapped = copyBytesOf(wrappedKey);
  const { operation, algorithm } = normalizeWrapping("unwrapKey", "decrypt", identifier, prefix);
  const keyAlgorithm = normalize("importKey", keyIdentifier, prefix);
  requireKey(unwrappingSlots, algorithm, "unwrapKey", prefix);
  const { bytes } = await own(algorithm.family()[operation](algorithm, unwrappingSlots, wrapped));
  const material = formatName === "jwk" ? parseJwk(bytes) : bytes;
  const family = keyAlgorithm.family();
  return finishKey(await own(family.importKey(formatName, material, keyAlgorithm, isExtractable, set)), prefix);
}

// https://wicg.github.io/webcrypto-modern-algos/#SubtleCrypto-method-encapsulateBits
async function encapsulateBits(encapsulationAlgorithm, encapsulationKey) {
  const prefix = prefixOf("encapsulateBits");
  const identifier = toAlgorithmIdentifier(encapsulationAlgorithm);
  const slots = toKeySlots(encapsulationKey, prefix, "parameter 2");
  const normalized = normalize("encapsulate", identifier, prefix);
  requireKey(slots, normalized, "encapsulateBits", prefix);
  const made = await own(normalized.family().encapsulate(normalized, slots));
  return { ciphertext: bufferOf(made.ciphertext), sharedKey: bufferOf(made.sharedKey) };
}

async function encapsulateKey(encapsulationAlgorithm, encapsulationKey, sharedKeyAlgorithm, extractable, keyUsages) {
  const prefix = prefixOf("encapsulateKey");
  const identifier = toAlgorithmIdentifier(encapsulationAlgorithm);
  const slots = toKeySlots(encapsulationKey, prefix, "parameter 2");
  const sharedIdentifier = toAlgorithmIdentifier(sharedKeyAlgorithm);
  const isExtractable = !!extractable;
  const set = toUsages(keyUsages, prefix);
  const normalized = normalize("encapsulate", identifier, prefix);
  const sharedAlgorithm = normalize("importKey", sharedIdentifier, prefix);
  requireKey(slots, normalized, "encapsulateKey", prefix);
  const made = await own(normalized.family().encapsulate(normalized, slots));
  const sharedSlots = await own(importSecret(sharedAlgorithm, made.sharedKey, isExtractable, set));
  return { ciphertext: bufferOf(made.ciphertext), sharedKey: finishKey(sharedSlots, prefix) };
}

async function decapsulateBits(decapsulationAlgorithm, decapsulationKey, ciphertext) {
  const prefix = prefixOf("decapsulateBits");
  const identifier = toAlgorithmIdentifier(decapsulationAlgorithm);
  const slots = toKeySlots(decapsulationKey, prefix, "parameter 2");
  const bytes = toBytes(ciphertext, prefix, "parameter 3");
  const normalized = normalize("decapsulate", identifier, prefix);
  requireKey(slots, normalized, "decapsulateBits", prefix);
  return bufferOf(await own(normalized.family().decapsulate(normalized, slots, bytes)));
}

async function decapsulateKey(
  decapsulationAlgorithm, decapsulationKey, ciphertext, sharedKeyAlgorithm, extractable, keyUsages,
) {
  const prefix = prefixOf("decapsulateKey");
  const identifier = toAlgorithmIdentifier(decapsulationAlgorithm);
  const slots = toKeySlots(decapsulationKey, prefix, "parameter 2");
  toBufferSource(ciphertext, prefix, "parameter 3");
  const sharedIdentifier = toAlgorithmIdentifier(sharedKeyAlgorithm);
  const isExtractable = !!extractable;
  const set = toUsages(keyUsages, prefix);
  const bytes = copyBytesOf(ciphertext);
  const normalized = normalize("decapsulate", identifier, prefix);
  const sharedAlgorithm = normalize("importKey", sharedIdentifier, prefix);
  requireKey(slots, normalized, "decapsulateKey", prefix);
  const secret = await own(normalized.family().decapsulate(normalized, slots, bytes));
  return finishKey(await own(importSecret(sharedAlgorithm, secret, isExtractable, set)), prefix);
}

// https://wicg.github.io/webcrypto-modern-algos/#SubtleCrypto-method-getPublicKey
async function getPublicKey(key, keyUsages) {
  const prefix = prefixOf("getPublicKey");
  const slots = toKeySlots(key, prefix, "parameter 1");
  const set = toUsages(keyUsages, prefix);
  const publicKeyOf = normalizeForExport(slots, prefix).family().publicKeyOf;
  if (publicKeyOf === undefined) {
    throw notSupported(`${prefix}: ${slots.algorithm.name} has no public keys.`);
  }
  if (slots.type !== "private") {
    throw invalidAccess(`${prefix}: The key is not private.`);
  }
  return createKey(await own(publicKeyOf(slots, set)));
}

module.exports = {
  __proto__: null,
  decapsulateBits,
  decapsulateKey,
  decrypt: transformation("decrypt"),
  deriveBits,
  deriveKey,
  digest,
  encapsulateBits,
  encapsulateKey,
  encrypt: transformation("encrypt"),
  exportKey,
  generateKey,
  getPublicKey,
  importKey,
  sign: transformation("sign"),
  unwrapKey,
  verify,
  wrapKey,
};

"use strict";

const { TypedArrayPrototypeGetSymbolToStringTag, TypeError } = primordials;
const { toKeySlots } = require("web/crypto/crypto-key");
const { ENFORCE_RANGE, toOctet, toUnsignedLong, toUnsignedShort } = require("web/webidl/numbers");
const { copyBytesOf, isObject, toBufferSource } = require("web/webidl/objects");
const { toDOMString } = require("web/webidl/strings");

// The dictionaries of algorithm parameters: members as [name, type, required], in the order in which they are read.
// `name`, which all begin with, is read by the one who normalizes.
// https://w3c.github.io/webcrypto/#algorithm-dictionary and https://wicg.github.io/webcrypto-modern-algos/

/** (object or DOMString): an object is looked into when it is normalized. */
function toAlgorithmIdentifier(value) {
  return isObject(value) ? value : toDOMString(value);
}

/** A buffer source that is not shared. */
function toOwnBufferSource(value, prefix, context) {
  return toBufferSource(value, prefix, context);
}

function toBigInteger(value, prefix, context) {
  if (TypedArrayPrototypeGetSymbolToStringTag(value) !== "Uint8Array") {
    throw new TypeError(`${prefix}: ${context} is not of type 'Uint8Array'.`);
  }
  return toBufferSource(value, prefix, context);
}

const enforced = (convert) => (value, prefix, context) => convert(value, prefix, context, ENFORCE_RANGE);

/** Types of members: how each is converted, and what is made of it once the whole dictionary has been read. */
const BYTES = { __proto__: null, convert: toOwnBufferSource, finish: copyBytesOf };
const BIG_INTEGER = { __proto__: null, convert: toBigInteger, finish: copyBytesOf };
const HASH = { __proto__: null, convert: toAlgorithmIdentifier, finish: null, isHash: true };
const KEY = { __proto__: null, convert: toKeySlots, finish: null };
const STRING = { __proto__: null, convert: toDOMString, finish: null };
const OCTET = { __proto__: null, convert: enforced(toOctet), finish: null };
const SHORT = { __proto__: null, convert: enforced(toUnsignedShort), finish: null };
const LONG = { __proto__: null, convert: enforced(toUnsignedLong), finish: null };

module.exports = {
  toAlgorithmIdentifier,
  Algorithm: [],
  AeadParams: [["additionalData", BYTES, false], ["iv", BYTES, true], ["tagLength", OCTET, false]],
  AesCbcParams: [["iv", BYTES, true]],
  AesCtrParams: [["counter", BYTES, true], ["length", OCTET, true]],
  AesKeyGenParams: [["length", SHORT, true]],
  Argon2Params: [
    ["associatedData", BYTES, false], ["memory", LONG, true], ["nonce", BYTES, true], ["parallelism", LONG, true],
    ["passes", LONG, true], ["secretValue", BYTES, false], ["version", OCTET, false],
  ],
  ContextParams: [["context", BYTES, false]],
  CShakeParams: [["customization", BYTES, false], ["functionName", BYTES, false], ["length", LONG, true]],
  EcKeyParams: [["namedCurve", STRING, true]],
  EcdhKeyDeriveParams: [["public", KEY, true]],
  EcdsaParams: [["hash", HASH, true]],
  HkdfParams: [["hash", HASH, true], ["info", BYTES, true], ["salt", BYTES, true]],
  HmacKeyParams: [["hash", HASH, true], ["length", LONG, false]],
  KmacKeyParams: [["length", LONG, false]],
  KmacParams: [["customization", BYTES, false], ["length", LONG, true]],
  Pbkdf2Params: [["hash", HASH, true], ["iterations", LONG, true], ["salt", BYTES, true]],
  RsaHashedImportParams: [["hash", HASH, true]],
  RsaHashedKeyGenParams: [["modulusLength", LONG, true], ["publicExponent", BIG_INTEGER, true], ["hash", HASH, true]],
  RsaOaepParams: [["label", BYTES, false]],
  RsaPssParams: [["saltLength", LONG, true]],
};

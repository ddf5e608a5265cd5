"use strict";

const { Uint8Array } = primordials;
const { compute } = require("web/crypto/compute");
const { DOMException } = require("web/dom/dom-exception");

const NONE = new Uint8Array(0);

/** https://w3c.github.io/webcrypto/#sha, and SHA-3 and cSHAKE of https://wicg.github.io/webcrypto-modern-algos/ */
function digest(algorithm, bytes) {
  if (algorithm.length === undefined) {
    return compute("crypto.digest", [algorithm.name], [bytes]);
  }
  if (algorithm.length % 8 !== 0) {
    throw new DOMException("The length is not a multiple of 8", "OperationError");
  }
  const { customization = NONE, functionName = NONE } = algorithm;
  const texts = [algorithm.name, `${algorithm.length}`];
  return compute("crypto.cShake", texts, [bytes, functionName, customization], algorithm.length / 8);
}

/** Bytes that the hash function takes at once. */
function blockBytesOf(hash) {
  switch (hash) {
    case "SHA-384":
    case "SHA-512":
      return 128;
    case "SHA3-256":
      return 136;
    case "SHA3-384":
      return 104;
    case "SHA3-512":
      return 72;
    default:
      return 64;
  }
}

module.exports = { __proto__: null, blockBytesOf, digest };

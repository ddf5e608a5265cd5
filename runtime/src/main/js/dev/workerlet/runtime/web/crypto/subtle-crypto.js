"use strict";

const { PromiseReject, ReflectApply } = primordials;
const { defineInterface, illegalConstructor, illegalInvocation, requiredArguments } = require("web/webidl/interfaces");
const { isObject } = require("web/webidl/objects");

const methods = require.lazy("web/crypto/subtle-methods");
const supports = require.lazy("web/crypto/supports");
const internal = { __proto__: null };

let isSubtleCrypto;

/** Checks the receiver and the number of arguments; the rest is the method's own. What is thrown rejects. */
function run(receiver, name, required, given) {
  try {
    if (!isSubtleCrypto(receiver)) {
      throw illegalInvocation();
    }
    requiredArguments(given.length, required, `Failed to execute '${name}' on 'SubtleCrypto'`);
    return ReflectApply(methods()[name], undefined, given);
  } catch (error) {
    return PromiseReject(error);
  }
}

/**
 * The shape of crypto.subtle; what its methods do is loaded with the first call.
 * https://w3c.github.io/webcrypto/#subtlecrypto-interface, and the methods that
 * https://wicg.github.io/webcrypto-modern-algos/#partial-subtlecrypto-interface adds
 */
class SubtleCrypto {
  #brand;

  constructor(token = undefined) {
    if (token !== internal) {
      throw illegalConstructor();
    }
  }

  encrypt(algorithm, key, data) {
    return run(this, "encrypt", 3, arguments);
  }

  decrypt(algorithm, key, data) {
    return run(this, "decrypt", 3, arguments);
  }

  sign(algorithm, key, data) {
    return run(this, "sign", 3, arguments);
  }

  verify(algorithm, key, signature, data) {
    return run(this, "verify", 4, arguments);
  }

  digest(algorithm, data) {
    return run(this, "digest", 2, arguments);
  }

  generateKey(algorithm, extractable, keyUsages) {
    return run(this, "generateKey", 3, arguments);
  }

  deriveKey(algorithm, baseKey, derivedKeyType, extractable, keyUsages) {
    return run(this, "deriveKey", 5, arguments);
  }

  deriveBits(algorithm, baseKey, length = null) {
    return run(this, "deriveBits", 2, arguments);
  }

  importKey(format, keyData, algorithm, extractable, keyUsages) {
    return run(this, "importKey", 5, arguments);
  }

  exportKey(format, key) {
    return run(this, "exportKey", 2, arguments);
  }

  wrapKey(format, key, wrappingKey, wrapAlgorithm) {
    return run(this, "wrapKey", 4, arguments);
  }

  unwrapKey(format, wrappedKey, unwrappingKey, unwrapAlgorithm, unwrappedKeyAlgorithm, extractable, keyUsages) {
    return run(this, "unwrapKey", 7, arguments);
  }

  encapsulateKey(encapsulationAlgorithm, encapsulationKey, sharedKeyAlgorithm, extractable, keyUsages) {
    return run(this, "encapsulateKey", 5, arguments);
  }

  encapsulateBits(encapsulationAlgorithm, encapsulationKey) {
    return run(this, "encapsulateBits", 2, arguments);
  }

  decapsulateKey(decapsulationAlgorithm, decapsulationKey, ciphertext, sharedKeyAlgorithm, extractable, keyUsages) {
    return run(this, "decapsulateKey", 6, arguments);
  }

  decapsulateBits(decapsulationAlgorithm, decapsulationKey, ciphertext) {
    return run(this, "decapsulateBits", 3, arguments);
  }

  getPublicKey(key, keyUsages) {
    return run(this, "getPublicKey", 2, arguments);
  }

  static supports(operation, algorithm, lengthOrAdditionalAlgorithm = null) {
    requiredArguments(arguments.length, 2, "Failed to execute 'supports' on 'SubtleCrypto'");
    return supports().supports(operation, algorithm, lengthOrAdditionalAlgorithm);
  }

  static {
    isSubtleCrypto = (value) => isObject(value) && #brand in value;
  }
}
defineInterface(SubtleCrypto);

module.exports = { SubtleCrypto, subtle: new SubtleCrypto(internal) };

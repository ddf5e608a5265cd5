"use strict";

const {
  TypeError,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetSymbolToStringTag,
  ArrayBufferIsView,
} = primordials;
const operations = require("context/operations");
const { subtle } = require("web/crypto/subtle-crypto");
const { createUUID } = require("web/crypto/uuid");
const { DOMException, QuotaExceededError } = require("web/dom/dom-exception");
const { defineInterface, illegalConstructor, illegalInvocation, requiredArguments } = require("web/webidl/interfaces");
const { bytesViewOf, toBufferSource } = require("web/webidl/objects");

const QUOTA = 65_536;
const internal = { __proto__: null };

function isIntegerView(view) {
  switch (TypedArrayPrototypeGetSymbolToStringTag(view)) {
    case "Int8Array":
    case "Uint8Array":
    case "Uint8ClampedArray":
    case "Int16Array":
    case "Uint16Array":
    case "Int32Array":
    case "Uint32Array":
    case "BigInt64Array":
    case "BigUint64Array":
      return true;
    default:
      return false;
  }
}

// https://w3c.github.io/webcrypto/#Crypto-interface
class Crypto {
  #brand;

  constructor(token = undefined) {
    if (token !== internal) {
      throw illegalConstructor();
    }
  }

  get subtle() {
    if (!(#brand in this)) {
      throw illegalInvocation();
    }
    return subtle;
  }

  getRandomValues(array) {
    const prefix = "Failed to execute 'getRandomValues' on 'Crypto'";
    if (!(#brand in this)) {
      throw illegalInvocation();
    }
    requiredArguments(arguments.length, 1, prefix);
    if (!ArrayBufferIsView(array)) {
      throw new TypeError(`${prefix}: parameter 1 is not of type 'ArrayBufferView'.`);
    }
    toBufferSource(array, prefix, "parameter 1");
    if (!isIntegerView(array)) {
      throw new DOMException(
        `${prefix}: The provided ArrayBufferView is not an integer array type.`,
        "TypeMismatchError",
      );
    }
    const byteLength = TypedArrayPrototypeGetByteLength(array);
    if (byteLength > QUOTA) {
      throw new QuotaExceededError(
        `${prefix}: The ArrayBufferView's byte length (${byteLength}) exceeds the ` +
          `number of bytes of entropy available via this API (${QUOTA}).`,
      );
    }
    if (byteLength !== 0) {
      operations.randomFill(bytesViewOf(array));
    }
    return array;
  }

  randomUUID() {
    if (!(#brand in this)) {
      throw illegalInvocation();
    }
    return createUUID();
  }
}
defineInterface(Crypto);

module.exports = { Crypto, crypto: new Crypto(internal) };

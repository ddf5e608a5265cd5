"use strict";

const { ObjectDefineProperty, ObjectGetPrototypeOf, ObjectKeys, TypeError } = primordials;
const { copyOfBytes } = require("web/infra/bytes");
const { defineSerializable } = require("web/structured-clone/platform-objects");
const { defineInterface, illegalConstructor } = require("web/webidl/interfaces");
const { isObject } = require("web/webidl/objects");

const internal = { __proto__: null };

/** Every usage in the order in which keys show them. Inside, a set of usages is a number with one bit for each. */
const usageNames = [
  "encrypt", "decrypt", "sign", "verify", "deriveKey", "deriveBits", "wrapKey", "unwrapKey",
  "encapsulateKey", "encapsulateBits", "decapsulateKey", "decapsulateBits",
];

let isCryptoKey, slotsOf;

/** What a worker may see of the slot [[algorithm]]: ordinary objects, which it may change without any effect. */
function algorithmObject(record) {
  const copy = {};
  const names = ObjectKeys(record);
  for (let i = 0; i < names.length; i++) {
    const value = record[names[i]];
    defineMember(copy, names[i], publicValue(value));
  }
  return copy;
}

/** Adds a property as an assignment would where no prototype has a setter of that name. */
function defineMember(object, name, value) {
  ObjectDefineProperty(object, name, {
    __proto__: null,
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

function publicValue(value) {
  if (typeof value !== "object") {
    return value;
  }
  return ObjectGetPrototypeOf(value) === null ? algorithmObject(value) : copyOfBytes(value);
}

/** The names of a set of usages. */
function usageList(usages) {
  const list = [];
  for (let i = 0; i < usageNames.length; i++) {
    if ((usages & (1 << i)) !== 0) {
      defineMember(list, list.length, usageNames[i]);
    }
  }
  return list;
}

/**
 * A key. Its slots are one record without a prototype: type, extractable, algorithm, usages (a set, see usageNames) and
 * handle, which is the key itself: bytes in the form that its family of algorithms keeps them in. Nothing hands out the
 * handle.
 * https://w3c.github.io/webcrypto/#cryptokey-interface
 */
class CryptoKey {
  #slots;
  #algorithm;
  #usages;

  constructor(token = undefined, slots = undefined) {
    if (token !== internal) {
      throw illegalConstructor();
    }
    this.#slots = slots;
  }

  get type() {
    return this.#slots.type;
  }

  get extractable() {
    return this.#slots.extractable;
  }

  get algorithm() {
    const slots = this.#slots;
    return (this.#algorithm ??= algorithmObject(slots.algorithm));
  }

  get usages() {
    const slots = this.#slots;
    return (this.#usages ??= usageList(slots.usages));
  }

  static {
    isCryptoKey = (value) => isObject(value) && #slots in value;
    slotsOf = (key) => key.#slots;
  }
}
defineInterface(CryptoKey);

/** A key with these slots; the record is not changed afterwards. */
function createKey(slots) {
  return new CryptoKey(internal, slots);
}

/** The slots of an argument that has to be a key. */
function toKeySlots(value, prefix, context) {
  if (!isCryptoKey(value)) {
    throw new TypeError(`${prefix}: ${context} is not of type 'CryptoKey'.`);
  }
  return slotsOf(value);
}

/** https://w3c.github.io/webcrypto/#cryptokey-interface-clone */
function cloneKey(key) {
  return createKey(slotsOf(key));
}

defineSerializable(isCryptoKey, cloneKey);

module.exports = { CryptoKey, createKey, defineMember, toKeySlots, usageList, usageNames };

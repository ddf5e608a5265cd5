"use strict";

const {
  ArrayBuffer,
  ArrayBufferPrototypeGetByteLength,
  ArrayBufferPrototypeGetDetached,
  ArrayBufferPrototypeGetMaxByteLength,
  ArrayBufferPrototypeGetResizable,
  ArrayBufferPrototypeTransfer,
  ArrayPrototype,
  ArrayPrototypePush,
  BigIntPrototypeValueOf,
  BooleanPrototypeValueOf,
  DataView,
  DataViewPrototypeGetBuffer,
  DataViewPrototypeGetByteLength,
  DataViewPrototypeGetByteOffset,
  Date,
  DatePrototypeGetTime,
  ErrorConstructors,
  Map,
  MapPrototypeForEach,
  MapPrototypeGet,
  MapPrototypeHas,
  MapPrototypeSet,
  NumberPrototypeValueOf,
  Object,
  ObjectGetOwnPropertyDescriptor,
  ObjectKeys,
  ObjectPrototype,
  ObjectPrototypeHasOwnProperty,
  RegExp,
  RegExpPrototypeGetSource,
  Set,
  SetPrototypeAdd,
  SetPrototypeForEach,
  SetPrototypeHas,
  StringPrototypeValueOf,
  TypedArrayConstructors,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeIndexOf,
  TypedArrayPrototypeSet,
  Uint8Array,
} = primordials;
const { DOMException } = require("web/dom/dom-exception");
const { PLAIN, PLATFORM, kindOf } = require("web/infra/brands");
const { sealClass } = require("web/infra/internal-classes");
const { flagsOf } = require("web/infra/regular-expressions");
const { serializableSteps, transferableSteps } = require("web/structured-clone/platform-objects");
const { storeHiddenProperty, storeProperty } = require("web/structured-clone/properties");
const { tracksLength } = require("web/structured-clone/views");

const NOT_TRANSFERRED = "An object that is not in 'transfer', but can only be transferred,";

const bufferSteps = {
  __proto__: null,
  isDetached: ArrayBufferPrototypeGetDetached,
  transfer: (buffer) => ArrayBufferPrototypeTransfer(buffer),
};

/** How to transfer a value, null where it can't be. */
function transferStepsOf(object) {
  if (typeof object === "function") {
    return null;
  }
  return kindOf(object) === "ArrayBuffer" ? bufferSteps : transferableSteps(object);
}

/** Stands for a transferred object, or a view on a transferred buffer, until it has changed hands. */
class Pending {
  constructor(settle) {
    this.settle = settle;
    this.value = undefined;
  }
}
sealClass(Pending);

/**
 * One run of the structured clone algorithm. Serialising and deserialising are one walk here: both
 * ends are this realm, and nobody can see the copy before it is finished. Only what a transfer moves
 * has to wait, for a failure anywhere must leave the buffers as they were.
 * https://html.spec.whatwg.org/#structuredserializeinternal
 */
class Cloner {
  constructor(prefix, transferList) {
    this.prefix = prefix;
    /** Each object met and its copy: keeps identity, and ends cycles. */
    this.memory = new Map();
    this.transferList = transferList;
    this.pending = transferList.length === 0 ? null : new Set();
    /** What is to be stored once the pending values are known. */
    this.deferred = [];
  }

  run(value) {
    this.announceTransfers();
    const copy = this.clone(value);
    if (this.pending === null) {
      return copy;
    }
    this.transfer();
    for (let i = 0; i < this.deferred.length; i++) {
      this.deferred[i]();
    }
    return this.settled(copy);
  }

  fail(what) {
    return new DOMException(`${this.prefix}: ${what} could not be cloned.`, "DataCloneError");
  }

  clone(value) {
    switch (typeof value) {
      case "object":
        return value === null ? null : this.cloneObject(value);
      case "function":
        throw this.fail("A function");
      case "symbol":
        throw this.fail("A symbol");
      default:
        return value;
    }
  }

  cloneObject(object) {
    const known = MapPrototypeGet(this.memory, object);
    if (known !== undefined) {
      return known;
    }
    const kind = kindOf(object);
    switch (kind) {
      case PLAIN:
        return this.cloneProperties(object, this.remember(object, {}), ObjectPrototype);
      case "Array":
        return this.cloneArray(object);
      case "Date":
        return this.remember(object, new Date(DatePrototypeGetTime(object)));
      case "Map":
        return this.cloneMap(object);
      case "Set":
        return this.cloneSet(object);
      case "Error":
        return this.cloneError(object);
      case "RegExp":
        // lastIndex is not kept
        return this.remember(object, new RegExp(RegExpPrototypeGetSource(object), flagsOf(object)));
      case "ArrayBuffer":
        return this.remember(object, this.copyBuffer(object));
      case "SharedArrayBuffer":
        return object;
      case "Boolean":
        return this.remember(object, Object(BooleanPrototypeValueOf(object)));
      case "Number":
        return this.remember(object, Object(NumberPrototypeValueOf(object)));
      case "String":
        return this.remember(object, Object(StringPrototypeValueOf(object)));
      case "BigInt":
        return this.remember(object, Object(BigIntPrototypeValueOf(object)));
      case PLATFORM:
        return this.clonePlatformObject(object);
      case "DataView":
        return this.cloneDataView(object);
      default:
        if (TypedArrayConstructors[kind] !== undefined) {
          return this.cloneTypedArray(object, TypedArrayConstructors[kind]);
        }
        throw this.fail(`#<${kind}>`);
    }
  }

  remember(object, copy) {
    MapPrototypeSet(this.memory, object, copy);
    return copy;
  }

  cloneArray(array) {
    const copy = this.remember(array, []);
    copy.length = array.length;
    return this.cloneProperties(array, copy, ArrayPrototype);
  }

  cloneProperties(object, copy, prototype) {
    const keys = ObjectKeys(object);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      // a getter may have taken it away
      if (ObjectPrototypeHasOwnProperty(object, key)) {
        this.store(copy, key, this.clone(object[key]), prototype);
      }
    }
    return copy;
  }

  store(copy, key, value, prototype) {
    if (this.isPending(value)) {
      this.store(copy, key, undefined, prototype);
      ArrayPrototypePush(this.deferred, () => this.store(copy, key, value.value, prototype));
    } else {
      storeProperty(copy, key, value, prototype);
    }
  }

  cloneMap(map) {
    const copy = this.remember(map, new Map());
    // a snapshot first: cloning a value may run a getter that changes the map
    const entries = [];
    MapPrototypeForEach(map, (value, key) => ArrayPrototypePush(entries, key, value));
    for (let i = 0; i < entries.length; i++) {
      entries[i] = this.clone(entries[i]);
    }
    this.whenSettled(() => {
      for (let i = 0; i < entries.length; i += 2) {
        MapPrototypeSet(copy, this.settled(entries[i]), this.settled(entries[i + 1]));
      }
    });
    return copy;
  }

  cloneSet(set) {
    const copy = this.remember(set, new Set());
    const items = [];
    SetPrototypeForEach(set, (item) => ArrayPrototypePush(items, item));
    for (let i = 0; i < items.length; i++) {
      items[i] = this.clone(items[i]);
    }
    this.whenSettled(() => {
      for (let i = 0; i < items.length; i++) {
        SetPrototypeAdd(copy, this.settled(items[i]));
      }
    });
    return copy;
  }

  cloneError(error) {
    const name = error.name;
    const Constructor = ErrorConstructors[name === undefined ? "Error" : `${name}`] ?? ErrorConstructors.Error;
    const copy = this.remember(error, new Constructor());
    const message = ObjectGetOwnPropertyDescriptor(error, "message");
    if (message !== undefined && ObjectPrototypeHasOwnProperty(message, "value")) {
      this.storeHidden(copy, "message", `${message.value}`);
    }
    if (typeof error.stack === "string") {
      this.storeHidden(copy, "stack", error.stack);
    }
    if (ObjectPrototypeHasOwnProperty(error, "cause")) {
      this.storeHidden(copy, "cause", this.clone(error.cause));
    }
    return copy;
  }

  storeHidden(copy, key, value) {
    if (this.isPending(value)) {
      ArrayPrototypePush(this.deferred, () => this.storeHidden(copy, key, value.value));
      return;
    }
    storeHiddenProperty(copy, key, value);
  }

  copyBuffer(buffer) {
    if (ArrayBufferPrototypeGetDetached(buffer)) {
      throw this.fail("A detached ArrayBuffer");
    }
    const length = ArrayBufferPrototypeGetByteLength(buffer);
    const copy = ArrayBufferPrototypeGetResizable(buffer)
      ? new ArrayBuffer(length, { __proto__: null, maxByteLength: ArrayBufferPrototypeGetMaxByteLength(buffer) })
      : new ArrayBuffer(length);
    TypedArrayPrototypeSet(new Uint8Array(copy), new Uint8Array(buffer));
    return copy;
  }

  cloneTypedArray(view, Constructor) {
    const buffer = TypedArrayPrototypeGetBuffer(view);
    // The memory first: a detached buffer has its own message.
    const memory = this.cloneObject(buffer);
    try {
      // the cheapest method that refuses a view out of bounds
      TypedArrayPrototypeIndexOf(view, undefined, Infinity);
    } catch {
      throw this.fail("A view that is out of bounds");
    }
    const offset = TypedArrayPrototypeGetByteOffset(view);
    const length = tracksLength(view, buffer) ? undefined : TypedArrayPrototypeGetLength(view);
    return this.cloneView(view, memory, (settled) => new Constructor(settled, offset, length));
  }

  cloneDataView(view) {
    const buffer = DataViewPrototypeGetBuffer(view);
    const memory = this.cloneObject(buffer);
    let offset;
    let length;
    try {
      offset = DataViewPrototypeGetByteOffset(view);
      length = DataViewPrototypeGetByteLength(view);
    } catch {
      throw this.fail("A view that is out of bounds");
    }
    if (tracksLength(view, buffer)) {
      length = undefined;
    }
    return this.cloneView(view, memory, (settled) => new DataView(settled, offset, length));
  }

  cloneView(view, memory, create) {
    if (!this.isPending(memory)) {
      return this.remember(view, create(memory));
    }
    const pending = this.announce(() => create(memory.value));
    return this.remember(view, pending);
  }

  clonePlatformObject(object) {
    const steps = serializableSteps(object);
    if (steps !== null) {
      return this.remember(object, steps.clone(object));
    }
    throw this.fail(transferableSteps(object) === null ? "A platform object of this kind" : NOT_TRANSFERRED);
  }

  // https://html.spec.whatwg.org/#structuredserializewithtransfer steps 2 and 3
  announceTransfers() {
    for (let i = 0; i < this.transferList.length; i++) {
      const object = this.transferList[i];
      const steps = transferStepsOf(object);
      if (steps === null) {
        throw this.fail(`The value at index ${i} of 'transfer' is not transferable and`);
      }
      if (MapPrototypeHas(this.memory, object)) {
        throw this.fail(`The value at index ${i} of 'transfer' is there twice and`);
      }
      this.remember(object, this.announce(() => steps.transfer(object)));
    }
  }

  transfer() {
    for (let i = 0; i < this.transferList.length; i++) {
      if (transferStepsOf(this.transferList[i]).isDetached(this.transferList[i])) {
        throw this.fail("An object that has been transferred before");
      }
    }
    // in the order of announcement: a buffer comes before its views
    SetPrototypeForEach(this.pending, (pending) => {
      pending.value = pending.settle();
    });
  }

  /** What has taken the place of the transferred objects, in their order. */
  transferred() {
    const list = [];
    for (let i = 0; i < this.transferList.length; i++) {
      list[i] = MapPrototypeGet(this.memory, this.transferList[i]).value;
    }
    return list;
  }

  announce(settle) {
    const pending = new Pending(settle);
    SetPrototypeAdd(this.pending, pending);
    return pending;
  }

  isPending(value) {
    return this.pending !== null && SetPrototypeHas(this.pending, value);
  }

  settled(value) {
    return this.isPending(value) ? value.value : value;
  }

  whenSettled(action) {
    if (this.pending === null) {
      action();
    } else {
      ArrayPrototypePush(this.deferred, action);
    }
  }
}
sealClass(Cloner);

module.exports = { Cloner };

"use strict";

const {
  ArrayPrototype,
  ArrayPrototypeSort,
  ArrayPrototypeToSorted,
  Object,
  RangeError,
  TypedArray,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeSet,
  TypedArrayPrototypeSort,
  TypedArrayPrototypeToSorted,
} = primordials;
const { toLength } = require("web/bounds/lengths");
const { replaceMethod } = require("web/bounds/methods");

// V8 sorts in a list of its own that is as long as `length` says, and ends the process where no list can be so long (2²⁷ items). So what is to be
// sorted is gathered first (docs/decisions/0044-long-texts-and-lists-in-steps.md).
const MOST_AT_ONCE = 2 ** 24;
const MOST_ITEMS = 2 ** 32 - 1;

const isSortable = (receiver, comparefn) =>
  receiver !== undefined && receiver !== null && (comparefn === undefined || typeof comparefn === "function");

const ofArrays = {
  __proto__: null,
  /** https://tc39.es/ecma262/#sec-array.prototype.sort */
  sort(comparefn) {
    if (!isSortable(this, comparefn)) {
      // Its error.
      return ArrayPrototypeSort(this, comparefn);
    }
    const object = Object(this);
    const length = toLength(object.length);
    const items = [];
    let count = 0;
    for (let i = 0; i < length; i++) {
      if (i in object) {
        items[count++] = object[i];
      }
    }
    ArrayPrototypeSort(items, comparefn);
    for (let i = 0; i < count; i++) {
      object[i] = items[i];
    }
    for (let i = count; i < length; i++) {
      delete object[i];
    }
    return object;
  },
  /** https://tc39.es/ecma262/#sec-array.prototype.tosorted */
  toSorted(comparefn) {
    if (!isSortable(this, comparefn)) {
      // Its error.
      return ArrayPrototypeToSorted(this, comparefn);
    }
    const object = Object(this);
    const length = toLength(object.length);
    if (length > MOST_ITEMS) {
      throw new RangeError("Invalid array length");
    }
    const items = [];
    for (let i = 0; i < length; i++) {
      items[i] = object[i];
    }
    return ArrayPrototypeSort(items, comparefn);
  },
};

const ofTypedArrays = {
  __proto__: null,
  /** https://tc39.es/ecma262/#sec-%typedarray%.prototype.sort */
  sort(comparefn) {
    if (typeof comparefn === "function" && TypedArrayPrototypeGetLength(this) > MOST_AT_ONCE) {
      TypedArrayPrototypeSet(this, sortedItems(this, comparefn));
      return this;
    }
    return TypedArrayPrototypeSort(this, comparefn);
  },
  /** https://tc39.es/ecma262/#sec-%typedarray%.prototype.tosorted */
  toSorted(comparefn) {
    if (typeof comparefn === "function" && TypedArrayPrototypeGetLength(this) > MOST_AT_ONCE) {
      const copy = TypedArrayPrototypeToSorted(this);
      TypedArrayPrototypeSet(copy, sortedItems(this, comparefn));
      return copy;
    }
    return TypedArrayPrototypeToSorted(this, comparefn);
  },
};

function sortedItems(array, comparefn) {
  const items = [];
  const length = TypedArrayPrototypeGetLength(array);
  for (let i = 0; i < length; i++) {
    items[i] = array[i];
  }
  return ArrayPrototypeSort(items, comparefn);
}

module.exports = {
  install() {
    replaceMethod(ArrayPrototype, "sort", ofArrays.sort);
    replaceMethod(ArrayPrototype, "toSorted", ofArrays.toSorted);
    replaceMethod(TypedArray.prototype, "sort", ofTypedArrays.sort);
    replaceMethod(TypedArray.prototype, "toSorted", ofTypedArrays.toSorted);
  },
};

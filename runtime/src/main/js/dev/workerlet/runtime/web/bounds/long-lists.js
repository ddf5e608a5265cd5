"use strict";

const {
  ArrayIsArray,
  ArrayPrototype,
  ArrayPrototypeFill,
  ArrayPrototypeReverse,
  ArrayPrototypeSort,
  ArrayPrototypeToSorted,
  Object,
  ObjectDefineProperty,
  ObjectGetPrototypeOf,
  ObjectSetPrototypeOf,
  RangeError,
  ReflectApply,
  TypedArray,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeSet,
  TypedArrayPrototypeSort,
  TypedArrayPrototypeToSorted,
} = primordials;
const { toLength } = require("web/bounds/lengths");
const { replaceMethod } = require("web/bounds/methods");
const { createList } = require("web/infra/lists");
const steps = require.lazy("web/bounds/lists-in-steps");

// V8 sorts in a list of its own that is as long as `length` says, and ends the process where no list can be so long (2²⁷ items). So what is to be
// sorted is gathered first (docs/decisions/0044-long-texts-and-lists-in-steps.md). And where it fills, reverses or unshifts what may have any length, it does
// not hear the request to stop while memory grows. So only short arrays are handed to it (docs/decisions/0052-lists-that-grow-in-steps.md).
const MOST_AT_ONCE = 2 ** 24;
const MOST_ITEMS = 2 ** 32 - 1;

const { unshift } = ArrayPrototype;

/** Whether V8 is done with it in moments. What is no array may have any length. */
const isShort = (receiver) => ArrayIsArray(receiver) && receiver.length <= MOST_AT_ONCE;

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
    const items = gathered(object, length, true);
    const count = items.length;
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
    return sortedItems(object, length, comparefn);
  },
  fill(value, start = undefined, end = undefined) {
    return isShort(this) ? ArrayPrototypeFill(this, value, start, end) : steps().fill(this, value, start, end);
  },
  reverse() {
    return isShort(this) ? ArrayPrototypeReverse(this) : steps().reverse(this);
  },
  unshift(...items) {
    return isShort(this) ? ReflectApply(unshift, this, items) : steps().unshift(this, items);
  },
};

const ofTypedArrays = {
  __proto__: null,
  /** https://tc39.es/ecma262/#sec-%typedarray%.prototype.sort */
  sort(comparefn) {
    if (typeof comparefn === "function" && TypedArrayPrototypeGetLength(this) > MOST_AT_ONCE) {
      TypedArrayPrototypeSet(this, sortedItems(this, TypedArrayPrototypeGetLength(this), comparefn));
      return this;
    }
    return TypedArrayPrototypeSort(this, comparefn);
  },
  /** https://tc39.es/ecma262/#sec-%typedarray%.prototype.tosorted */
  toSorted(comparefn) {
    if (typeof comparefn === "function" && TypedArrayPrototypeGetLength(this) > MOST_AT_ONCE) {
      const copy = TypedArrayPrototypeToSorted(this);
      TypedArrayPrototypeSet(copy, sortedItems(this, TypedArrayPrototypeGetLength(this), comparefn));
      return copy;
    }
    return TypedArrayPrototypeToSorted(this, comparefn);
  },
};

// Rest parameters do not count.
ObjectDefineProperty(ofArrays.unshift, "length", { __proto__: null, value: 1 });

function sortedItems(object, length, comparefn) {
  const items = ArrayPrototypeSort(gathered(object, length, false), comparefn);
  return ObjectGetPrototypeOf(items) === null ? ObjectSetPrototypeOf(items, ArrayPrototype) : items;
}

/** What is there at the indices below `length`. V8 sorts an array sooner than a list that no setter of Array.prototype can see. */
function gathered(object, length, skipsHoles) {
  const items = [];
  const count = gather(items, object, length, skipsHoles);
  if (items.length === count) {
    return items;
  }
  // A setter has seen the array, and may have made it as long as it likes.
  const list = createList();
  gather(list, object, length, skipsHoles);
  return list;
}

function gather(items, object, length, skipsHoles) {
  let count = 0;
  for (let i = 0; i < length; i++) {
    if (!skipsHoles || i in object) {
      items[count++] = object[i];
    }
  }
  return count;
}

module.exports = {
  install() {
    replaceMethod(ArrayPrototype, "fill", ofArrays.fill);
    replaceMethod(ArrayPrototype, "reverse", ofArrays.reverse);
    replaceMethod(ArrayPrototype, "sort", ofArrays.sort);
    replaceMethod(ArrayPrototype, "toSorted", ofArrays.toSorted);
    replaceMethod(ArrayPrototype, "unshift", ofArrays.unshift);
    replaceMethod(TypedArray.prototype, "sort", ofTypedArrays.sort);
    replaceMethod(TypedArray.prototype, "toSorted", ofTypedArrays.toSorted);
  },
};

"use strict";

const { ObjectSetPrototypeOf } = primordials;

// Array.prototype.slice and splice ask the array's `constructor` which class to make, and a worker
// may have replaced that. These do not ask.

/**
 * An empty list without a prototype: what is put in meets no setter that a worker gave to Array.prototype. For lists of
 * what must not be seen.
 */
function createList() {
  return ObjectSetPrototypeOf([], null);
}

function copyOfList(list) {
  const copy = createList();
  for (let i = 0; i < list.length; i++) {
    copy[i] = list[i];
  }
  return copy;
}

/** Takes `count` items out of the list, from `index` on. */
function removeAt(list, index, count) {
  const end = list.length - count;
  for (let i = index; i < end; i++) {
    list[i] = list[i + count];
  }
  list.length = end;
}

/** Whether the item was there to be removed. */
function removeItem(list, item) {
  for (let i = 0; i < list.length; i++) {
    if (list[i] === item) {
      removeAt(list, i, 1);
      return true;
    }
  }
  return false;
}

module.exports = { copyOfList, createList, removeAt, removeItem };

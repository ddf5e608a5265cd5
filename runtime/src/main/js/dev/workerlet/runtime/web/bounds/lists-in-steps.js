"use strict";

const { MathMax, MathMin, MathTrunc, Object, TypeError } = primordials;
const { MAX_LENGTH, toLength } = require("web/bounds/lengths");

// The built-ins that V8 does not end while they make a list or an object grow, step by step as the standard has them: each may be the last.

/** https://tc39.es/ecma262/#sec-array.prototype.fill */
function fill(receiver, value, start, end) {
  const object = toObject(receiver);
  const length = toLength(object.length);
  const from = toIndex(start, length);
  const to = end === undefined ? length : toIndex(end, length);
  for (let i = from; i < to; i++) {
    object[i] = value;
  }
  return object;
}

/** https://tc39.es/ecma262/#sec-array.prototype.reverse */
function reverse(receiver) {
  const object = toObject(receiver);
  const length = toLength(object.length);
  const middle = MathTrunc(length / 2);
  for (let lower = 0, upper = length - 1; lower < middle; lower++, upper--) {
    const hasLower = lower in object;
    const lowerValue = hasLower ? object[lower] : undefined;
    const hasUpper = upper in object;
    const upperValue = hasUpper ? object[upper] : undefined;
    move(object, lower, hasUpper, upperValue, hasLower);
    move(object, upper, hasLower, lowerValue, hasUpper);
  }
  return object;
}

/** Puts a value where there is one, and a hole where something was and nothing comes. */
function move(object, index, hasValue, value, wasThere) {
  if (hasValue) {
    object[index] = value;
  } else if (wasThere) {
    delete object[index];
  }
}

/** https://tc39.es/ecma262/#sec-array.prototype.unshift */
function unshift(receiver, items) {
  const object = toObject(receiver);
  const length = toLength(object.length);
  const count = items.length;
  if (count > 0) {
    if (length + count > MAX_LENGTH) {
      throw new TypeError(`A list of ${length} items has no room for ${count} more`);
    }
    for (let i = length - 1; i >= 0; i--) {
      if (i in object) {
        object[i + count] = object[i];
      } else {
        delete object[i + count];
      }
    }
    for (let i = 0; i < count; i++) {
      object[i] = items[i];
    }
  }
  return (object.length = length + count);
}

function toObject(receiver) {
  if (receiver === undefined || receiver === null) {
    throw new TypeError("Array.prototype method called on null or undefined");
  }
  return Object(receiver);
}

/** Where a relative index lies, which counts from the end when it is negative. */
function toIndex(value, length) {
  const relative = MathTrunc(+value) || 0;
  return relative < 0 ? MathMax(length + relative, 0) : MathMin(relative, length);
}

module.exports = { fill, reverse, unshift };

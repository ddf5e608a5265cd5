"use strict";

const { FIXED_TEXT, createPart } = require("web/urlpattern/parts");

/** Modifiers, from the most specific one on. */
const RANKS = { __proto__: null, "": 0, "+": 1, "?": 2, "*": 3 };

const compare = (left, right) => (left === right ? 0 : left < right ? -1 : 1);

/** Negative where the left one is less specific; equally specific ones go by their text. */
function compareParts(left, right) {
  return (
    compare(right.type, left.type) ||
    compare(RANKS[right.modifier], RANKS[left.modifier]) ||
    compare(left.prefix, right.prefix) ||
    compare(left.value, right.value) ||
    compare(left.suffix, right.suffix)
  );
}

/** Orders two components part by part; where one is at its end, the rest of the other is compared with no text. */
function compareComponents(left, right) {
  const nothing = createPart(FIXED_TEXT, "", "");
  const length = left.parts.length > right.parts.length ? left.parts.length : right.parts.length;
  for (let i = 0; i < length; i++) {
    const leftPart = i < left.parts.length ? left.parts[i] : nothing;
    const rightPart = i < right.parts.length ? right.parts[i] : nothing;
    const order = compareParts(leftPart, rightPart);
    if (order !== 0) {
      return order;
    }
  }
  return 0;
}

module.exports = { compareComponents };

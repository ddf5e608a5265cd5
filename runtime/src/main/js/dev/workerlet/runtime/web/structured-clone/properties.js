"use strict";

const { ObjectDefineProperty } = primordials;

/** Defines a property of a copy: by assignment where nothing inherited could get in the way, for it is faster. */
function storeProperty(copy, key, value, prototype) {
  if (key in prototype) {
    ObjectDefineProperty(copy, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  } else {
    copy[key] = value;
  }
}

/** Defines a property that is not enumerable, as an error has them. */
function storeHiddenProperty(copy, key, value) {
  ObjectDefineProperty(copy, key, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

module.exports = { storeHiddenProperty, storeProperty };

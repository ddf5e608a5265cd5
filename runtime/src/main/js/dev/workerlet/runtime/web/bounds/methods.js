"use strict";

const { ObjectDefineProperty } = primordials;

/** Puts a method in the place of V8's, as scripts find that. */
function replaceMethod(holder, key, value) {
  ObjectDefineProperty(holder, key, {
    __proto__: null,
    value,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}

module.exports = { replaceMethod };

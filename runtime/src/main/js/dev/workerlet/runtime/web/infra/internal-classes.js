"use strict";

const { ObjectSetPrototypeOf } = primordials;

/**
 * Takes a class of the platform's own out of reach of Object.prototype: what a worker puts there, a setter for a
 * name that a constructor assigns to for one, is not met by its instances.
 */
function sealClass(Class) {
  ObjectSetPrototypeOf(Class.prototype, null);
  return Class;
}

module.exports = { sealClass };

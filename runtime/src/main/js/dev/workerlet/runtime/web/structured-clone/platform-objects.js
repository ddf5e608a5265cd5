"use strict";

const { ArrayPrototypePush } = primordials;

// Which of the platform's own objects can be cloned or transferred. Each class registers its steps, so that the cloner
// knows none of them by name. A subclass registers after its superclass, and is asked before it.

const serializable = [];
const transferable = [];

/**
 * Makes objects [Serializable]: `clone(object)` gives a new object, or throws a DataCloneError. Those that may also go to
 * another isolate have a crossing: {name, take(object), make(parts)}, where the parts are a list of serializable values.
 */
function defineSerializable(isInstance, clone, crossing = null) {
  ArrayPrototypePush(serializable, { __proto__: null, isInstance, clone, crossing });
}

/** The crossing of that name. */
function crossingNamed(name) {
  for (let i = 0; i < serializable.length; i++) {
    if (serializable[i].crossing !== null && serializable[i].crossing.name === name) {
      return serializable[i].crossing;
    }
  }
  return null;
}

/**
 * Makes objects [Transferable]: `transfer(object)` detaches it and gives the object that takes its place, or throws a
 * DataCloneError. `isDetached(object)` tells of one that has been transferred before.
 */
function defineTransferable(isInstance, isDetached, transfer) {
  ArrayPrototypePush(transferable, { __proto__: null, isInstance, isDetached, transfer });
}

function find(list, object) {
  for (let i = list.length - 1; i >= 0; i--) {
    if (list[i].isInstance(object)) {
      return list[i];
    }
  }
  return null;
}

module.exports = {
  crossingNamed,
  defineSerializable,
  defineTransferable,
  /** The steps of a platform object, null when it can't be cloned. */
  serializableSteps: (object) => find(serializable, object),
  /** The steps of a platform object, null when it can't be transferred. */
  transferableSteps: (object) => find(transferable, object),
};

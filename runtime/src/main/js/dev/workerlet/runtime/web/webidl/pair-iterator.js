"use strict";

const {
  FunctionPrototypeCall,
  IteratorPrototype,
  ObjectDefineProperties,
  ObjectSetPrototypeOf,
  SymbolIterator,
} = primordials;
const { addOpaquePrototype } = require("web/infra/brands");
const { defineClassString, requiredArguments } = require("web/webidl/interfaces");
const { toCallback } = require("web/webidl/objects");

const KEY = 0;
const VALUE = 1;
const KEY_AND_VALUE = 2;

/**
 * Gives an interface the members of a WebIDL pair iterable: entries, keys, values, forEach and
 * Symbol.iterator. `pairsOf(target)` returns the current pairs as one flat array [key, value, …] and
 * throws when the target is not an instance; it is asked anew at each step, since the standard has
 * iterators see what changes under them.
 * https://webidl.spec.whatwg.org/#js-iterable
 */
function definePairIterable(Interface, pairsOf) {
  const name = Interface.name;

  class PairIterator {
    #target;
    #kind;
    #index = 0;

    constructor(target, kind) {
      pairsOf(target);
      this.#target = target;
      this.#kind = kind;
    }

    next() {
      const pairs = pairsOf(this.#target);
      const index = this.#index;
      if (index >= pairs.length) {
        return { value: undefined, done: true };
      }
      this.#index = index + 2;
      switch (this.#kind) {
        case KEY:
          return { value: pairs[index], done: false };
        case VALUE:
          return { value: pairs[index + 1], done: false };
        default:
          return { value: [pairs[index], pairs[index + 1]], done: false };
      }
    }
  }
  const iteratorPrototype = PairIterator.prototype;
  delete iteratorPrototype.constructor;
  ObjectSetPrototypeOf(iteratorPrototype, IteratorPrototype);
  ObjectDefineProperties(iteratorPrototype, { __proto__: null, next: { __proto__: null, enumerable: true } });
  defineClassString(iteratorPrototype, `${name} Iterator`);
  addOpaquePrototype(iteratorPrototype);

  const forEachPrefix = `Failed to execute 'forEach' on '${name}'`;
  const members = {
    entries() {
      return new PairIterator(this, KEY_AND_VALUE);
    },
    keys() {
      return new PairIterator(this, KEY);
    },
    values() {
      return new PairIterator(this, VALUE);
    },
    forEach(callback, thisArg = undefined) {
      let pairs = pairsOf(this);
      requiredArguments(arguments.length, 1, forEachPrefix);
      toCallback(callback, forEachPrefix, "parameter 1");
      for (let i = 0; i < pairs.length; i += 2) {
        FunctionPrototypeCall(callback, thisArg, pairs[i + 1], pairs[i], this);
        pairs = pairsOf(this);
      }
    },
  };
  const method = (value) => ({ __proto__: null, value, writable: true, enumerable: true, configurable: true });
  ObjectDefineProperties(Interface.prototype, {
    __proto__: null,
    entries: method(members.entries),
    forEach: method(members.forEach),
    keys: method(members.keys),
    values: method(members.values),
    [SymbolIterator]: { __proto__: null, value: members.entries, writable: true, configurable: true },
  });
}

module.exports = { definePairIterable };

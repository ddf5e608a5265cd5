"use strict";

const {
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ReflectGetOwnPropertyDescriptor,
  ReflectOwnKeys,
  SymbolToStringTag,
  TypeError,
} = primordials;
const { addPlatformInterface } = require("web/infra/brands");

// Classes written as JavaScript classes differ from WebIDL interfaces in three ways: operations and
// attributes must be enumerable, the prototype carries a class string, and constants sit on both the
// interface object and its prototype.
// https://webidl.spec.whatwg.org/#define-the-operations

function makeEnumerable(holder, isSkipped) {
  const keys = ReflectOwnKeys(holder);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof key !== "string" || isSkipped(key)) {
      continue;
    }
    const descriptor = ReflectGetOwnPropertyDescriptor(holder, key);
    if (descriptor.configurable && !descriptor.enumerable) {
      ObjectDefineProperty(holder, key, { __proto__: null, enumerable: true });
    }
  }
}

const isOrdinaryFunctionProperty = (key) => key === "length" || key === "name" || key === "prototype";
const isConstructor = (key) => key === "constructor";

function defineInterface(Interface) {
  makeEnumerable(Interface, isOrdinaryFunctionProperty);
  makeEnumerable(Interface.prototype, isConstructor);
  defineClassString(Interface.prototype, Interface.name);
  addPlatformInterface(Interface);
  return Interface;
}

function defineClassString(prototype, name) {
  ObjectDefineProperty(prototype, SymbolToStringTag, {
    __proto__: null,
    value: name,
    configurable: true,
  });
}

function defineConstant(Interface, name, value) {
  const descriptor = { __proto__: null, value, enumerable: true };
  ObjectDefineProperty(Interface, name, descriptor);
  ObjectDefineProperty(Interface.prototype, name, descriptor);
}

/** Puts an interface or a function on the global object with the attributes WebIDL asks for. */
function exposeInterface(globalObject, name, value) {
  ObjectDefineProperty(globalObject, name, {
    __proto__: null,
    value,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}

function exposeFunction(globalObject, name, value) {
  ObjectDefineProperty(globalObject, name, {
    __proto__: null,
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

/**
 * Defines a read-only attribute of the global object. A [Replaceable] one gives way to whatever a
 * worker assigns. https://webidl.spec.whatwg.org/#Replaceable
 */
function exposeAttribute(globalObject, name, value, isReplaceable) {
  const { get, set } = ObjectGetOwnPropertyDescriptor(
    {
      get [name]() {
        checkGlobal(this, globalObject);
        return value;
      },
      set [name](replacement) {
        checkGlobal(this, globalObject);
        exposeFunction(globalObject, name, replacement);
      },
    },
    name,
  );
  ObjectDefineProperty(globalObject, name, {
    __proto__: null,
    get,
    set: isReplaceable ? set : undefined,
    enumerable: true,
    configurable: true,
  });
}

// https://webidl.spec.whatwg.org/#dfn-attribute-getter step 1.1.2: no receiver means the global object
function checkGlobal(receiver, globalObject) {
  if (receiver !== undefined && receiver !== null && receiver !== globalObject) {
    throw illegalInvocation();
  }
}

function requiredArguments(given, required, prefix) {
  if (given < required) {
    const plural = required === 1 ? "" : "s";
    throw new TypeError(`${prefix}: ${required} argument${plural} required, but only ${given} present.`);
  }
}

function illegalConstructor() {
  return new TypeError("Illegal constructor");
}

function illegalInvocation() {
  return new TypeError("Illegal invocation");
}

module.exports = {
  defineClassString,
  defineConstant,
  defineInterface,
  exposeAttribute,
  exposeFunction,
  exposeInterface,
  illegalConstructor,
  illegalInvocation,
  requiredArguments,
};

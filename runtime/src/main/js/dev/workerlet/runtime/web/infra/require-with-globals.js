"use strict";

const { ObjectDefineProperty, ObjectKeys, ReflectGetOwnPropertyDescriptor } = primordials;

/**
 * Loads a library that looks for parts of the platform among the globals while it is evaluated:
 * they are there for that time, and what was there before comes back.
 */
function requireWithGlobals(load, globals) {
  const names = ObjectKeys(globals);
  const previous = { __proto__: null };
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    previous[name] = ReflectGetOwnPropertyDescriptor(globalThis, name);
    ObjectDefineProperty(globalThis, name, {
      __proto__: null,
      value: globals[name],
      writable: true,
      configurable: true,
    });
  }
  try {
    return load();
  } finally {
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      if (previous[name] === undefined) {
        delete globalThis[name];
      } else {
        ObjectDefineProperty(globalThis, name, previous[name]);
      }
    }
  }
}

module.exports = { requireWithGlobals };

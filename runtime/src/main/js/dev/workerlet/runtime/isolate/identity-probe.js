// What V8's inspector meets while it looks for the functions of continuation-preserved embedder data (see IdentityProbe): by then
// a worker may have replaced every global and built-in, and nothing of that may be called.
"use strict";

const identity = require("context/identity");
const {
  FunctionPrototype,
  FunctionPrototypeToString,
  ObjectDefineProperty,
  ObjectFreeze,
  ObjectGetOwnPropertyDescriptor,
} = primordials;

const HOOK = "__workerletIdentity";
/** The inspector asks a new context for this global, and puts a function of its own on it. */
const CONSOLE = "console";

let hook;

/** Picks the two functions by what only built-in functions can say of themselves. */
function choose(functions) {
  let get;
  let set;
  for (let i = 0; i < functions.length; i++) {
    const text = sourceOf(functions[i]);
    if (text === "function getContinuationPreservedEmbedderData() { [native code] }") get = functions[i];
    if (text === "function setContinuationPreservedEmbedderData() { [native code] }") set = functions[i];
  }
  if (get === undefined || set === undefined) return false;
  identity.adopt(get, set);
  return true;
}

function sourceOf(value) {
  try {
    return FunctionPrototypeToString(value);
  } catch {
    return "";
  }
}

/** Puts a plain value in the place of whatever a worker has made of a global. Returns how to undo that; throws where it can't be. */
function cover(globalObject, name, value) {
  const original = ObjectGetOwnPropertyDescriptor(globalObject, name);
  ObjectDefineProperty(globalObject, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
  return () => {
    if (original === undefined) {
      delete globalObject[name];
    } else {
      ObjectDefineProperty(globalObject, name, original);
    }
  };
}

let uncoverConsole;
let uncoverHook;

/** Makes the globals safe for the inspector; `globalThis` may be a worker's by now. False where a worker has locked them. */
exports.begin = function begin(globalObject) {
  hook ??= ObjectFreeze({ __proto__: null, functions: FunctionPrototype, choose });
  try {
    uncoverConsole = cover(globalObject, CONSOLE, { __proto__: null });
    uncoverHook = cover(globalObject, HOOK, hook);
    return true;
  } catch {
    exports.end();
    return false;
  }
};

/** Puts the worker's globals back. */
exports.end = function end() {
  uncoverConsole?.();
  uncoverHook?.();
  uncoverConsole = undefined;
  uncoverHook = undefined;
};

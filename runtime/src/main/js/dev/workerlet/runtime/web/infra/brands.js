"use strict";

const {
  ArrayBuffer,
  ArrayBufferIsView,
  ArrayBufferPrototypeGetByteLength,
  ArrayIsArray,
  BigInt,
  BigIntPrototypeValueOf,
  Boolean,
  BooleanPrototypeValueOf,
  Date,
  DatePrototypeGetTime,
  ErrorIsError,
  Map,
  MapPrototypeGet,
  MapPrototypeGetSize,
  MapPrototypeSet,
  Number,
  NumberPrototypeValueOf,
  ObjectGetPrototypeOf,
  ObjectPrototype,
  Promise,
  RegExp,
  RegExpPrototypeGetSource,
  Set,
  SetPrototypeGetSize,
  SharedArrayBufferPrototypeGetByteLength,
  String,
  StringPrototypeValueOf,
  Symbol,
  SymbolPrototypeValueOf,
  TypedArrayPrototypeGetSymbolToStringTag,
  WeakMap,
  WeakMapPrototypeHas,
  WeakRef,
  WeakRefPrototypeDeref,
  WeakSet,
  WeakSetPrototypeHas,
  whenComplete,
} = primordials;

// Which kind of object a value is, by its internal slots. A slot can only be asked for with a method
// that throws on other objects, so the prototype chain is taken as a hint of which one to try: asking
// is cheap when the hint is right, and a plain object is never asked.

const PLAIN = "Object";
/** An object of one of the platform's own interfaces. */
const PLATFORM = "platform object";

const kinds = new Map();

function addKind(Constructor, name, probe) {
  MapPrototypeSet(kinds, Constructor.prototype, { name, probe });
}

addKind(ArrayBuffer, "ArrayBuffer", ArrayBufferPrototypeGetByteLength);
addKind(BigInt, "BigInt", BigIntPrototypeValueOf);
addKind(Boolean, "Boolean", BooleanPrototypeValueOf);
addKind(Date, "Date", DatePrototypeGetTime);
addKind(Map, "Map", MapPrototypeGetSize);
addKind(Number, "Number", NumberPrototypeValueOf);
// to ask a promise anything would count as handling it
addKind(Promise, "Promise", null);
addKind(RegExp, "RegExp", RegExpPrototypeGetSource);
addKind(Set, "Set", SetPrototypeGetSize);
addKind(String, "String", StringPrototypeValueOf);
addKind(Symbol, "Symbol", SymbolPrototypeValueOf);
addKind(WeakMap, "WeakMap", (object) => WeakMapPrototypeHas(object, kinds));
addKind(WeakRef, "WeakRef", WeakRefPrototypeDeref);
addKind(WeakSet, "WeakSet", (object) => WeakSetPrototypeHas(object, kinds));
whenComplete(() => {
  addKind(globalThis.SharedArrayBuffer, "SharedArrayBuffer", SharedArrayBufferPrototypeGetByteLength);
});
MapPrototypeSet(kinds, ObjectPrototype, { name: PLAIN, probe: null });

/** Makes objects that inherit from an interface's prototype known as platform objects. */
function addPlatformInterface(Interface) {
  addKind(Interface, PLATFORM, null);
}

/**
 * The kind of an object that is not a function: the name of a built-in class, "Array", the class of
 * a view, PLATFORM or PLAIN.
 */
function kindOf(object) {
  if (ArrayIsArray(object)) {
    return "Array";
  }
  if (ArrayBufferIsView(object)) {
    return TypedArrayPrototypeGetSymbolToStringTag(object) ?? "DataView";
  }
  let prototype = ObjectGetPrototypeOf(object);
  while (prototype !== null) {
    const kind = MapPrototypeGet(kinds, prototype);
    if (kind !== undefined) {
      return kind.name === PLAIN && ErrorIsError(object) ? "Error" : checkedKind(kind, object);
    }
    prototype = ObjectGetPrototypeOf(prototype);
  }
  return ErrorIsError(object) ? "Error" : PLAIN;
}

function checkedKind(kind, object) {
  if (kind.probe === null) {
    return kind.name;
  }
  try {
    kind.probe(object);
    return kind.name;
  } catch {
    return PLAIN;
  }
}

module.exports = { PLAIN, PLATFORM, addPlatformInterface, kindOf };

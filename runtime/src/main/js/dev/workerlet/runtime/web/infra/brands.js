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
  ReflectOwnKeys,
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
/** An object of one of the platform's own interfaces, or of a built-in class without a kind here. */
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

// What has internal slots of its own and is none of the kinds above: nobody asks which, only that it is no plain object.
const opaquePrototypes = [
  ObjectGetPrototypeOf([][Symbol.iterator]()),
  ObjectGetPrototypeOf(new Map().entries()),
  ObjectGetPrototypeOf(new Set().values()),
  ObjectGetPrototypeOf(""[Symbol.iterator]()),
  ObjectGetPrototypeOf(ObjectGetPrototypeOf((function* () {})())),
  ObjectGetPrototypeOf(ObjectGetPrototypeOf((async function* () {})())),
];
for (let i = 0; i < opaquePrototypes.length; i++) {
  addOpaquePrototype(opaquePrototypes[i]);
}
whenComplete(() => {
  addOpaqueClasses(globalThis.WebAssembly);
  addOpaqueClasses(globalThis.Intl);
  addOpaquePrototype(globalThis.FinalizationRegistry.prototype);
});

function addOpaqueClasses(namespace) {
  const names = ReflectOwnKeys(namespace);
  for (let i = 0; i < names.length; i++) {
    const prototype = typeof namespace[names[i]] === "function" ? namespace[names[i]].prototype : undefined;
    // WebAssembly's errors are errors
    if (prototype !== undefined && !ErrorIsError(prototype) && ObjectGetPrototypeOf(prototype) === ObjectPrototype) {
      addOpaquePrototype(prototype);
    }
  }
}

/** Makes objects that inherit from a prototype known as something that is no plain object. */
function addOpaquePrototype(prototype) {
  MapPrototypeSet(kinds, prototype, { name: PLATFORM, probe: null });
}

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

module.exports = { PLAIN, PLATFORM, addOpaquePrototype, addPlatformInterface, kindOf };

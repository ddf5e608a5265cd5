"use strict";

// The built-ins as they were before any worker code ran. Platform code calls these and never a
// method found through a prototype, so a worker that patches `Promise.prototype.then` or
// `Array.prototype[Symbol.iterator]` changes its own programme and not ours.
//
// A prototype method becomes a function that takes its receiver first: ArrayPrototypePush(list, x).
// This file runs before everything else; it alone may use built-ins directly.

const { apply, bind, call } = Function.prototype;
const uncurryThis = bind.bind(call);
const callWithList = uncurryThis(apply);

// V8 leaves some newer built-ins out while it makes a snapshot, and installs them in every context
// that is made from it. Their names stand for functions that forward to what captureRest() finds.
const late = { __proto__: null };
const waiting = [];

function captureLate(name, find) {
  waiting.push(() => {
    late[name] = find();
  });
  primordials[name] = (...callArguments) => callWithList(late[name], undefined, callArguments);
}

/** For what depends on such a built-in: the action runs once it is there. */
primordials.whenComplete = (action) => {
  waiting.push(action);
};

/** Called once in each new context, before any worker code runs. */
primordials.captureRest = () => {
  for (let i = 0; i < waiting.length; i++) {
    waiting[i]();
  }
};

const AsyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);
const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
const TypedArray = Object.getPrototypeOf(Uint8Array);

function nameOf(prefix, key) {
  if (typeof key === "symbol") {
    const description = key.description.slice("Symbol.".length);
    return `${prefix}Symbol${description[0].toUpperCase()}${description.slice(1)}`;
  }
  return `${prefix}${key[0].toUpperCase()}${key.slice(1)}`;
}

function captureStatics(name, holder, keys) {
  for (const key of keys) {
    const find = () => {
      const value = holder[key];
      return typeof value === "function" ? bind.call(value, holder) : value;
    };
    capture(nameOf(name, key), key in holder, find);
  }
}

function captureMethods(name, prototype, keys) {
  for (const key of keys) {
    const find = () => uncurryThis(Reflect.getOwnPropertyDescriptor(prototype, key).value);
    capture(nameOf(`${name}Prototype`, key), key in prototype, find);
  }
}

function captureGetters(name, prototype, keys) {
  for (const key of keys) {
    const find = () => uncurryThis(Reflect.getOwnPropertyDescriptor(prototype, key).get);
    capture(nameOf(`${name}PrototypeGet`, key), key in prototype, find);
  }
}

function capture(name, isThere, find) {
  if (isThere) {
    primordials[name] = find();
  } else {
    captureLate(name, find);
  }
}

Object.assign(primordials, {
  __proto__: null,
  Array,
  ArrayBuffer,
  AsyncIteratorPrototype,
  BigInt,
  Boolean,
  DataView,
  Date,
  Error,
  Float64Array,
  Function,
  Int32Array,
  IteratorPrototype,
  Map,
  Number,
  Object,
  Promise,
  Proxy,
  RangeError,
  RegExp,
  Set,
  String,
  Symbol,
  TypeError,
  TypedArray,
  Uint16Array,
  Uint32Array,
  Uint8Array,
  WeakMap,
  WeakRef,
  WeakSet,
  ParseFloat: parseFloat,
  ParseInt: parseInt,
  ObjectPrototype: Object.prototype,
  ErrorPrototype: Error.prototype,
  ArrayPrototype: Array.prototype,
  FunctionPrototype: Function.prototype,
  RegExpPrototype: RegExp.prototype,
  StringPrototype: String.prototype,
  // Int8Array and so on by name, as far as this V8 has them
  TypedArrayConstructors: {
    __proto__: null,
    BigInt64Array,
    BigUint64Array,
    Float32Array,
    Float64Array,
    Int16Array,
    Int32Array,
    Int8Array,
    Uint16Array,
    Uint32Array,
    Uint8Array,
    Uint8ClampedArray,
  },
  ErrorConstructors: {
    __proto__: null,
    Error,
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
  },
  SymbolAsyncIterator: Symbol.asyncIterator,
  SymbolIterator: Symbol.iterator,
  SymbolMatch: Symbol.match,
  SymbolReplace: Symbol.replace,
  SymbolSpecies: Symbol.species,
  SymbolSplit: Symbol.split,
  SymbolToStringTag: Symbol.toStringTag,
  uncurryThis,
});

// ReflectApply and uncurried Function.prototype.call: the two ways to call a worker's function.
captureStatics("Reflect", Reflect, ["apply", "construct", "getOwnPropertyDescriptor", "ownKeys"]);
captureStatics("Object", Object, [
  "create", "defineProperties", "defineProperty", "freeze", "getOwnPropertyDescriptor",
  "getPrototypeOf", "is", "keys", "setPrototypeOf",
]);
captureStatics("Array", Array, ["isArray"]);
captureStatics("ArrayBuffer", ArrayBuffer, ["isView"]);
captureStatics("BigInt", BigInt, ["asIntN", "asUintN"]);
captureStatics("Date", Date, ["now"]);
captureStatics("Error", Error, ["captureStackTrace", "isError"]);
captureStatics("JSON", JSON, ["parse", "stringify"]);
captureStatics("Math", Math, ["floor", "max", "min", "trunc"]);
captureStatics("Number", Number, ["isFinite", "isNaN"]);
captureStatics("Promise", Promise, ["reject", "resolve"]);
captureStatics("String", String, ["fromCharCode", "fromCodePoint"]);
captureStatics("Uint8Array", Uint8Array, ["fromBase64"]);

captureMethods("Array", Array.prototype, ["fill", "indexOf", "join", "pop", "push", "reverse", "sort", "toSorted"]);
captureMethods("ArrayBuffer", ArrayBuffer.prototype, ["resize", "transfer"]);
captureGetters("ArrayBuffer", ArrayBuffer.prototype, [
  "byteLength", "detached", "maxByteLength", "resizable",
]);
captureMethods("BigInt", BigInt.prototype, ["toString", "valueOf"]);
captureMethods("Boolean", Boolean.prototype, ["valueOf"]);
captureGetters("DataView", DataView.prototype, ["buffer", "byteLength", "byteOffset"]);
captureMethods("Date", Date.prototype, ["getTime", "toISOString"]);

captureMethods("Function", Function.prototype, ["call", "toString"]);
captureMethods("Map", Map.prototype, ["delete", "forEach", "get", "has", "set"]);
captureGetters("Map", Map.prototype, ["size"]);
captureMethods("Number", Number.prototype, ["toFixed", "toString", "valueOf"]);
captureMethods("Object", Object.prototype, ["hasOwnProperty", "propertyIsEnumerable"]);
captureMethods("Promise", Promise.prototype, ["then"]);
captureMethods("RegExp", RegExp.prototype, ["exec", Symbol.match, Symbol.replace, Symbol.split]);
captureGetters("RegExp", RegExp.prototype, [
  "dotAll", "global", "hasIndices", "ignoreCase", "multiline", "source", "sticky", "unicode",
  "unicodeSets",
]);
captureMethods("Set", Set.prototype, ["add", "delete", "forEach", "has"]);
captureGetters("Set", Set.prototype, ["size"]);
captureLate("SharedArrayBufferPrototypeGetByteLength", () =>
  uncurryThis(Reflect.getOwnPropertyDescriptor(SharedArrayBuffer.prototype, "byteLength").get),
);
primordials.whenComplete(() => {
  primordials.CompileError = WebAssembly.CompileError;
  primordials.WebAssemblyModule = WebAssembly.Module;
  primordials.TypedArrayConstructors.Float16Array = globalThis.Float16Array;
});
captureMethods("String", String.prototype, [
  "charCodeAt", "codePointAt", "endsWith", "includes", "indexOf", "lastIndexOf", "localeCompare", "match",
  "normalize", "padEnd",
  "padStart", "repeat", "replace", "slice", "split", "startsWith", "toLocaleLowerCase", "toLocaleUpperCase", "toLowerCase", "toUpperCase", "toWellFormed", "valueOf",
]);
captureMethods("Symbol", Symbol.prototype, ["toString", "valueOf"]);

captureMethods("TypedArray", TypedArray.prototype, ["indexOf", "set", "sort", "toSorted"]);
captureGetters("TypedArray", TypedArray.prototype, [
  "buffer", "byteLength", "byteOffset", "length", Symbol.toStringTag,
]);
captureMethods("Uint8Array", Uint8Array.prototype, ["toBase64"]);
captureMethods("WeakMap", WeakMap.prototype, ["get", "has", "set"]);
captureMethods("WeakRef", WeakRef.prototype, ["deref"]);
captureMethods("WeakSet", WeakSet.prototype, ["add", "delete", "has"]);

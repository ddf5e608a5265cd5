"use strict";

// The built-ins as they were before any worker code ran. Platform code calls these and never a
// method found through a prototype, so a worker that patches `Promise.prototype.then` or
// `Array.prototype[Symbol.iterator]` changes its own programme and not ours.
//
// A prototype method becomes a function that takes its receiver first: ArrayPrototypePush(list, x).
// This file runs before everything else; it alone may use built-ins directly.

const { bind, call } = Function.prototype;
const uncurryThis = bind.bind(call);

const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
const AsyncIteratorPrototype = Object.getPrototypeOf(
  Object.getPrototypeOf(async function* () {}).prototype,
);
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
    if (!(key in holder)) {
      throw new Error(`No built-in ${name}.${key}`);
    }
    const value = holder[key];
    primordials[nameOf(name, key)] = typeof value === "function" ? value.bind(holder) : value;
  }
}

function captureMethods(name, prototype, keys) {
  for (const key of keys) {
    const descriptor = Reflect.getOwnPropertyDescriptor(prototype, key);
    if (typeof descriptor?.value !== "function") {
      throw new Error(`No built-in ${name}.prototype.${String(key)}`);
    }
    primordials[nameOf(`${name}Prototype`, key)] = uncurryThis(descriptor.value);
  }
}

function captureGetters(name, prototype, keys) {
  for (const key of keys) {
    const descriptor = Reflect.getOwnPropertyDescriptor(prototype, key);
    if (typeof descriptor?.get !== "function") {
      throw new Error(`No built-in getter ${name}.prototype.${String(key)}`);
    }
    primordials[nameOf(`${name}PrototypeGet`, key)] = uncurryThis(descriptor.get);
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
  Function,
  IteratorPrototype,
  Map,
  Number,
  Object,
  Promise,
  Proxy,
  RangeError,
  RegExp,
  Set,
  SharedArrayBuffer: globalThis.SharedArrayBuffer,
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
  ParseInt: parseInt,
  DecodeURIComponent: decodeURIComponent,
  FunctionPrototype: Function.prototype,
  ObjectPrototype: Object.prototype,
  ErrorPrototype: Error.prototype,
  SymbolAsyncIterator: Symbol.asyncIterator,
  SymbolHasInstance: Symbol.hasInstance,
  SymbolIterator: Symbol.iterator,
  SymbolToPrimitive: Symbol.toPrimitive,
  SymbolToStringTag: Symbol.toStringTag,
  uncurryThis,
});

// ReflectApply and uncurried Function.prototype.call: the two ways to call a worker's function.
captureStatics("Reflect", Reflect, [
  "apply", "construct", "get", "getOwnPropertyDescriptor", "getPrototypeOf", "ownKeys",
]);
captureStatics("Object", Object, [
  "assign", "create", "defineProperties", "defineProperty", "freeze", "getOwnPropertyDescriptor",
  "getOwnPropertyNames", "getPrototypeOf", "is", "keys", "setPrototypeOf",
]);
captureStatics("Array", Array, ["isArray"]);
captureStatics("ArrayBuffer", ArrayBuffer, ["isView"]);
captureStatics("BigInt", BigInt, ["asIntN", "asUintN"]);
captureStatics("Date", Date, ["now"]);
captureStatics("JSON", JSON, ["parse", "stringify"]);
captureStatics("Math", Math, ["abs", "ceil", "floor", "max", "min", "round", "trunc"]);
captureStatics("Number", Number, ["isFinite", "isInteger", "isNaN", "isSafeInteger"]);
captureStatics("Promise", Promise, ["reject", "resolve"]);
captureStatics("String", String, ["fromCharCode", "fromCodePoint"]);
captureStatics("Uint8Array", Uint8Array, ["fromBase64"]);

captureMethods("Array", Array.prototype, [
  "concat", "fill", "includes", "indexOf", "join", "pop", "push", "shift", "slice", "sort", "splice",
]);
captureMethods("ArrayBuffer", ArrayBuffer.prototype, ["resize", "slice", "transfer", "transferToFixedLength"]);
captureGetters("ArrayBuffer", ArrayBuffer.prototype, [
  "byteLength", "detached", "maxByteLength", "resizable",
]);
captureMethods("BigInt", BigInt.prototype, ["toString", "valueOf"]);
captureMethods("Boolean", Boolean.prototype, ["valueOf"]);
captureGetters("DataView", DataView.prototype, ["buffer", "byteLength", "byteOffset"]);
captureMethods("Date", Date.prototype, ["getTime", "toISOString"]);
captureMethods("Error", Error.prototype, ["toString"]);
captureMethods("Function", Function.prototype, ["call", "toString"]);
captureMethods("Map", Map.prototype, ["clear", "delete", "entries", "forEach", "get", "has", "set"]);
captureGetters("Map", Map.prototype, ["size"]);
captureMethods("Number", Number.prototype, ["toFixed", "toString", "valueOf"]);
captureMethods("Object", Object.prototype, ["hasOwnProperty", "propertyIsEnumerable", "toString"]);
captureMethods("Promise", Promise.prototype, ["then"]);
captureMethods("RegExp", RegExp.prototype, ["exec"]);
captureGetters("RegExp", RegExp.prototype, ["flags", "source"]);
captureMethods("Set", Set.prototype, ["add", "clear", "delete", "forEach", "has"]);
captureGetters("Set", Set.prototype, ["size"]);
captureGetters("SharedArrayBuffer", SharedArrayBuffer.prototype, ["byteLength", "growable"]);
captureMethods("String", String.prototype, [
  "charCodeAt", "codePointAt", "endsWith", "includes", "indexOf", "isWellFormed", "lastIndexOf",
  "padEnd", "padStart", "repeat", "slice", "startsWith", "toLowerCase", "toUpperCase",
  "toWellFormed", "trim", "valueOf",
]);
captureMethods("Symbol", Symbol.prototype, ["toString", "valueOf"]);
captureGetters("Symbol", Symbol.prototype, ["description"]);
captureMethods("TypedArray", TypedArray.prototype, ["fill", "indexOf", "set", "slice", "subarray"]);
captureGetters("TypedArray", TypedArray.prototype, [
  "buffer", "byteLength", "byteOffset", "length", Symbol.toStringTag,
]);
captureMethods("Uint8Array", Uint8Array.prototype, ["toBase64"]);
captureMethods("WeakMap", WeakMap.prototype, ["delete", "get", "has", "set"]);
captureMethods("WeakRef", WeakRef.prototype, ["deref"]);
captureMethods("WeakSet", WeakSet.prototype, ["add", "has"]);

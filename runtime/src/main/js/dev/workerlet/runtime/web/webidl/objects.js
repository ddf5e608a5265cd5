"use strict";

const {
  ArrayBufferIsView,
  ArrayBufferPrototypeGetByteLength,
  ArrayBufferPrototypeGetResizable,
  ArrayPrototypePush,
  DataViewPrototypeGetBuffer,
  DataViewPrototypeGetByteLength,
  DataViewPrototypeGetByteOffset,
  FunctionPrototypeCall,
  ObjectPrototypePropertyIsEnumerable,
  ReflectOwnKeys,
  SharedArrayBufferPrototypeGetByteLength,
  SymbolIterator,
  TypeError,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetSymbolToStringTag,
  TypedArrayPrototypeSet,
  Uint8Array,
} = primordials;

function isObject(value) {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/**
 * A dictionary argument, undefined when the caller gave none. Members are then read by the caller in
 * the order of the standard, which keeps an options bag of two members at the cost of two loads.
 */
function toDictionary(value, prefix, typeName) {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (!isObject(value)) {
    throw new TypeError(`${prefix}: The provided value is not of type '${typeName}'.`);
  }
  return value;
}

function toCallback(value, prefix, context) {
  if (typeof value !== "function") {
    throw new TypeError(`${prefix}: ${context} is not a function.`);
  }
  return value;
}

/** The iterator method of an object, undefined when it has none. */
function iteratorMethodOf(object, prefix, context) {
  const method = object[SymbolIterator];
  if (method === undefined || method === null) {
    return undefined;
  }
  if (typeof method !== "function") {
    throw new TypeError(`${prefix}: ${context} has a Symbol.iterator that is not a function.`);
  }
  return method;
}

// https://webidl.spec.whatwg.org/#create-sequence-from-iterable
// An iterator is not closed when a conversion throws, hence no for-of.
function sequenceFrom(object, method, convert, prefix, context) {
  const iterator = FunctionPrototypeCall(method, object);
  if (!isObject(iterator)) {
    throw new TypeError(`${prefix}: ${context} has an iterator that is not an object.`);
  }
  const next = iterator.next;
  const list = [];
  for (;;) {
    const result = FunctionPrototypeCall(next, iterator);
    if (!isObject(result)) {
      throw new TypeError(`${prefix}: ${context} has an iterator result that is not an object.`);
    }
    if (result.done) {
      return list;
    }
    ArrayPrototypePush(list, convert(result.value, prefix, context));
  }
}

function toSequence(value, convert, prefix, context) {
  const method = isObject(value) ? iteratorMethodOf(value, prefix, context) : undefined;
  if (method === undefined) {
    throw new TypeError(`${prefix}: ${context} cannot be converted to a sequence.`);
  }
  return sequenceFrom(value, method, convert, prefix, context);
}

// https://webidl.spec.whatwg.org/#js-record
// propertyIsEnumerable is [[GetOwnProperty]] without a descriptor object, which is all a proxy can see.
function recordEntries(object, convertKey, convertValue, prefix, context) {
  const keys = ReflectOwnKeys(object);
  const entries = [];
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (ObjectPrototypePropertyIsEnumerable(object, key)) {
      const name = convertKey(key, prefix, context);
      const value = convertValue(object[key], prefix, context);
      ArrayPrototypePush(entries, name, value);
    }
  }
  return entries;
}

// The slots of a buffer can only be asked for by trying, and a failed try costs some microseconds for
// the stack it captures. Callers therefore ask for the kinds that need no try first.

function isArrayBuffer(value) {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  try {
    ArrayBufferPrototypeGetByteLength(value);
    return true;
  } catch {
    return false;
  }
}

function isSharedArrayBuffer(value) {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  try {
    SharedArrayBufferPrototypeGetByteLength(value);
    return true;
  } catch {
    return false;
  }
}

function isBufferSource(value) {
  return ArrayBufferIsView(value) || isArrayBuffer(value);
}

function isTypedArray(value) {
  return TypedArrayPrototypeGetSymbolToStringTag(value) !== undefined;
}

/** A Uint8Array over the same memory as a view or buffer; an empty one when that is detached or out of bounds. */
function bytesViewOf(source) {
  try {
    return viewOver(source);
  } catch {
    return new Uint8Array(0);
  }
}

function viewOver(source) {
  if (!ArrayBufferIsView(source)) {
    return new Uint8Array(source);
  }
  return isTypedArray(source)
    ? new Uint8Array(
        TypedArrayPrototypeGetBuffer(source),
        TypedArrayPrototypeGetByteOffset(source),
        TypedArrayPrototypeGetByteLength(source),
      )
    : new Uint8Array(
        DataViewPrototypeGetBuffer(source),
        DataViewPrototypeGetByteOffset(source),
        DataViewPrototypeGetByteLength(source),
      );
}

/** "Get a copy of the bytes held by the buffer source": a Uint8Array nobody else holds. */
function copyBytesOf(source) {
  const view = bytesViewOf(source);
  const copy = new Uint8Array(TypedArrayPrototypeGetByteLength(view));
  TypedArrayPrototypeSet(copy, view);
  return copy;
}

/** [AllowShared] is absent unless `allowShared`: a view on shared memory is refused. */
function toBufferSource(value, prefix, context, allowShared = false) {
  if (ArrayBufferIsView(value)) {
    if (!allowShared) {
      const buffer = isTypedArray(value) ? TypedArrayPrototypeGetBuffer(value) : DataViewPrototypeGetBuffer(value);
      if (!isArrayBuffer(buffer)) {
        throw new TypeError(`${prefix}: ${context} must not be backed by a SharedArrayBuffer.`);
      }
    }
    return value;
  }
  if (isArrayBuffer(value) || (allowShared && isSharedArrayBuffer(value))) {
    return value;
  }
  throw new TypeError(`${prefix}: ${context} is not of type '(ArrayBuffer or ArrayBufferView)'.`);
}

/** An ArrayBufferView argument; [AllowShared] and [AllowResizable] are absent. */
function toArrayBufferView(value, prefix, context) {
  if (!ArrayBufferIsView(value)) {
    throw new TypeError(`${prefix}: ${context} is not of type 'ArrayBufferView'.`);
  }
  const view = toBufferSource(value, prefix, context);
  const buffer = isTypedArray(view) ? TypedArrayPrototypeGetBuffer(view) : DataViewPrototypeGetBuffer(view);
  if (ArrayBufferPrototypeGetResizable(buffer)) {
    throw new TypeError(`${prefix}: ${context} must not be backed by a resizable ArrayBuffer.`);
  }
  return view;
}

module.exports = {
  bytesViewOf,
  copyBytesOf,
  isArrayBuffer,
  isBufferSource,
  isObject,
  isTypedArray,
  iteratorMethodOf,
  recordEntries,
  sequenceFrom,
  toArrayBufferView,
  toBufferSource,
  toCallback,
  toDictionary,
  toSequence,
};

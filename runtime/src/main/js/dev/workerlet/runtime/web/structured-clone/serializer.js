"use strict";

const {
  ArrayBufferPrototypeGetByteLength,
  ArrayBufferPrototypeGetMaxByteLength,
  ArrayBufferPrototypeGetResizable,
  BigIntPrototypeToString,
  BigIntPrototypeValueOf,
  BooleanPrototypeValueOf,
  DataViewPrototypeGetBuffer,
  DataViewPrototypeGetByteLength,
  DataViewPrototypeGetByteOffset,
  DatePrototypeGetTime,
  ErrorConstructors,
  Float64Array,
  Map,
  MapPrototypeForEach,
  MapPrototypeGet,
  MapPrototypeGetSize,
  MapPrototypeSet,
  MathMax,
  MathMin,
  NumberPrototypeValueOf,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf,
  ObjectIs,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  RegExpPrototypeGetSource,
  SetPrototypeForEach,
  SetPrototypeGetSize,
  StringPrototypeCharCodeAt,
  StringPrototypeSlice,
  StringPrototypeToWellFormed,
  StringPrototypeValueOf,
  TypedArrayConstructors,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeSet,
  Uint8Array,
} = primordials;
const { DOMException } = require("web/dom/dom-exception");
const { utf8Encode } = require("web/encoding/utf8");
const { PLAIN, PLATFORM, kindOf } = require("web/infra/brands");
const { subarrayOf } = require("web/infra/bytes");
const { sealClass } = require("web/infra/internal-classes");
const { flagsOf } = require("web/infra/regular-expressions");
const { serializableSteps } = require("web/structured-clone/platform-objects");
const { tracksLength } = require("web/structured-clone/views");
const tags = require("web/structured-clone/wire-format");

const FIRST_CAPACITY = 256;

const numbers = new Float64Array(1);
const numberBytes = new Uint8Array(TypedArrayPrototypeGetBuffer(numbers));

/**
 * Writes a value as bytes that another isolate can read. The value is a clone of the worker's: made by this platform,
 * with neither getters nor proxies in it, and what can't be cloned at all is refused by then.
 */
class Serializer {
  constructor(prefix, mostBytes) {
    this.prefix = prefix;
    this.mostBytes = mostBytes;
    this.bytes = new Uint8Array(FIRST_CAPACITY);
    this.length = 0;
    /** Numbers of the objects that are written. */
    this.memory = new Map();
  }

  run(value) {
    this.write(value);
    return subarrayOf(this.bytes, 0, this.length);
  }

  fail(text) {
    return new DOMException(`${this.prefix}: ${text}`, "DataCloneError");
  }

  /** Makes room, and gives the place where it begins. */
  take(count) {
    const start = this.length;
    const end = start + count;
    if (end > this.mostBytes) {
      throw this.fail(`The message takes more than ${this.mostBytes} bytes.`);
    }
    const capacity = TypedArrayPrototypeGetByteLength(this.bytes);
    if (end > capacity) {
      const larger = new Uint8Array(MathMin(this.mostBytes, MathMax(end, 2 * capacity)));
      TypedArrayPrototypeSet(larger, subarrayOf(this.bytes, 0, start), 0);
      this.bytes = larger;
    }
    this.length = end;
    return start;
  }

  putByte(byte) {
    const at = this.take(1);
    this.bytes[at] = byte;
  }

  putBytes(bytes) {
    const at = this.take(TypedArrayPrototypeGetByteLength(bytes));
    TypedArrayPrototypeSet(this.bytes, bytes, at);
  }

  /** An integer from 0 to 2 ** 32 - 1. */
  putInteger(value) {
    let rest = value;
    while (rest >= 0x80) {
      this.putByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.putByte(rest);
  }

  putNumber(value) {
    numbers[0] = value;
    this.putBytes(numberBytes);
  }

  write(value) {
    switch (typeof value) {
      case "undefined":
        return this.putByte(tags.UNDEFINED);
      case "boolean":
        return this.putByte(value ? tags.TRUE : tags.FALSE);
      case "number":
        return this.writeNumber(value);
      case "bigint":
        return this.writeBigInt(value);
      case "string":
        return this.writeString(value);
      case "object":
        return value === null ? this.putByte(tags.NULL) : this.writeObject(value);
      default:
        throw this.fail(`A ${typeof value} could not be cloned.`);
    }
  }

  writeNumber(value) {
    if (value >>> 0 === value && !ObjectIs(value, -0)) {
      this.putByte(tags.INTEGER);
      this.putInteger(value);
    } else {
      this.putByte(tags.NUMBER);
      this.putNumber(value);
    }
  }

  writeBigInt(value) {
    const digits = BigIntPrototypeToString(value, 16);
    this.putByte(value < 0n ? tags.NEGATIVE_BIGINT : tags.BIGINT);
    this.writeString(value < 0n ? StringPrototypeSlice(digits, 1) : digits);
  }

  writeString(string) {
    if (string.length > this.mostBytes) {
      this.take(string.length);
    }
    if (StringPrototypeToWellFormed(string) === string) {
      const bytes = utf8Encode(string);
      this.putByte(tags.STRING);
      this.putInteger(TypedArrayPrototypeGetByteLength(bytes));
      this.putBytes(bytes);
      return;
    }
    this.putByte(tags.STRING_UTF16);
    this.putInteger(string.length);
    let at = this.take(2 * string.length);
    for (let i = 0; i < string.length; i++) {
      const unit = StringPrototypeCharCodeAt(string, i);
      this.bytes[at++] = unit & 0xff;
      this.bytes[at++] = unit >> 8;
    }
  }

  remember(object) {
    MapPrototypeSet(this.memory, object, MapPrototypeGetSize(this.memory));
  }

  /** Containers are remembered before what is in them, which may lead back to them; anything else after it. */
  writeObject(object) {
    const known = MapPrototypeGet(this.memory, object);
    if (known !== undefined) {
      this.putByte(tags.REFERENCE);
      this.putInteger(known);
      return;
    }
    const kind = kindOf(object);
    switch (kind) {
      case PLAIN:
        this.remember(object);
        this.putByte(tags.OBJECT);
        return this.writeProperties(object, ObjectKeys(object), 0);
      case "Array":
        this.remember(object);
        return this.writeArray(object);
      case "Map":
        this.remember(object);
        return this.writeMap(object);
      case "Set":
        this.remember(object);
        return this.writeSet(object);
      case "Error":
        this.remember(object);
        return this.writeError(object);
      default:
        this.writeLeaf(object, kind);
        this.remember(object);
    }
  }

  writeLeaf(object, kind) {
    switch (kind) {
      case "Date":
        this.putByte(tags.DATE);
        return this.putNumber(DatePrototypeGetTime(object));
      case "RegExp":
        this.putByte(tags.REGEXP);
        this.writeString(RegExpPrototypeGetSource(object));
        return this.writeString(flagsOf(object));
      case "ArrayBuffer":
        return this.writeBuffer(object);
      case "Boolean":
        return this.writeWrapper(BooleanPrototypeValueOf(object));
      case "Number":
        return this.writeWrapper(NumberPrototypeValueOf(object));
      case "String":
        return this.writeWrapper(StringPrototypeValueOf(object));
      case "BigInt":
        return this.writeWrapper(BigIntPrototypeValueOf(object));
      case "DataView":
        return this.writeDataView(object);
      case PLATFORM:
        return this.writePlatformObject(object);
      default:
        if (TypedArrayConstructors[kind] === undefined) {
          throw this.fail(`#<${kind}> can't go to another isolate.`);
        }
        return this.writeTypedArray(object, kind);
    }
  }

  writeWrapper(value) {
    this.putByte(tags.WRAPPER);
    this.write(value);
  }

  /** The properties from `first` on. */
  writeProperties(object, keys, first) {
    this.putInteger(keys.length - first);
    for (let i = first; i < keys.length; i++) {
      this.writeString(keys[i]);
      this.write(object[keys[i]]);
    }
  }

  writeArray(array) {
    const { length } = array;
    const keys = ObjectKeys(array);
    // Indices come first among the keys, in their order.
    const dense = length > 0 && keys.length >= length && keys[length - 1] === `${length - 1}` ? length : 0;
    this.putByte(tags.ARRAY);
    this.putInteger(length);
    this.putInteger(dense);
    for (let i = 0; i < dense; i++) {
      this.write(array[i]);
    }
    this.writeProperties(array, keys, dense);
  }

  writeMap(map) {
    this.putByte(tags.MAP);
    this.putInteger(MapPrototypeGetSize(map));
    MapPrototypeForEach(map, (value, key) => {
      this.write(key);
      this.write(value);
    });
  }

  writeSet(set) {
    this.putByte(tags.SET);
    this.putInteger(SetPrototypeGetSize(set));
    SetPrototypeForEach(set, (item) => this.write(item));
  }

  writeError(error) {
    this.putByte(tags.ERROR);
    this.writeString(constructorNameOf(error));
    this.writeHidden(error, "message");
    this.writeHidden(error, "stack");
    this.writeHidden(error, "cause");
  }

  writeHidden(error, key) {
    const descriptor = ObjectGetOwnPropertyDescriptor(error, key);
    // An accessor is V8's own, of a stack that the worker has hidden.
    const isThere = descriptor !== undefined && ObjectPrototypeHasOwnProperty(descriptor, "value");
    this.putByte(isThere ? 1 : 0);
    if (isThere) {
      this.write(descriptor.value);
    }
  }

  writeBuffer(buffer) {
    const length = ArrayBufferPrototypeGetByteLength(buffer);
    if (ArrayBufferPrototypeGetResizable(buffer)) {
      this.putByte(tags.RESIZABLE_BUFFER);
      this.putNumber(ArrayBufferPrototypeGetMaxByteLength(buffer));
    } else {
      this.putByte(tags.BUFFER);
    }
    // Before it is written as an integer: a buffer may be larger than that can be.
    if (length > this.mostBytes) {
      this.take(length);
    }
    this.putInteger(length);
    this.putBytes(new Uint8Array(buffer));
  }

  writeTypedArray(view, kind) {
    const buffer = TypedArrayPrototypeGetBuffer(view);
    this.writeView(view, kind, buffer, TypedArrayPrototypeGetByteOffset(view), TypedArrayPrototypeGetLength(view));
  }

  writeDataView(view) {
    const buffer = DataViewPrototypeGetBuffer(view);
    const offset = DataViewPrototypeGetByteOffset(view);
    this.writeView(view, "DataView", buffer, offset, DataViewPrototypeGetByteLength(view));
  }

  writeView(view, kind, buffer, offset, length) {
    this.putByte(tags.VIEW);
    this.writeString(kind);
    this.write(buffer);
    this.putInteger(offset);
    const tracks = tracksLength(view, buffer);
    this.putByte(tracks ? 0 : 1);
    if (!tracks) {
      this.putInteger(length);
    }
  }

  writePlatformObject(object) {
    const steps = serializableSteps(object);
    if (steps === null || steps.crossing === null) {
      throw this.fail("A platform object of this kind can't go to another isolate.");
    }
    const parts = steps.crossing.take(object);
    this.putByte(tags.PLATFORM_OBJECT);
    this.writeString(steps.crossing.name);
    this.putInteger(parts.length);
    for (let i = 0; i < parts.length; i++) {
      this.write(parts[i]);
    }
  }
}
sealClass(Serializer);

/** Which built-in made an error; its name property may say anything. */
function constructorNameOf(error) {
  const prototype = ObjectGetPrototypeOf(error);
  const names = ObjectKeys(ErrorConstructors);
  for (let i = 0; i < names.length; i++) {
    if (ErrorConstructors[names[i]].prototype === prototype) {
      return names[i];
    }
  }
  return "Error";
}

/** A clone as bytes, at most so many; a DataCloneError where it can't leave the isolate. */
function serialize(clone, mostBytes, prefix) {
  return new Serializer(prefix, mostBytes).run(clone);
}

module.exports = { serialize };

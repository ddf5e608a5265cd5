"use strict";

const {
  ArrayBuffer,
  ArrayPrototype,
  BigInt,
  DataView,
  Date,
  ErrorConstructors,
  Float64Array,
  Map,
  MapPrototypeSet,
  Object,
  ObjectPrototype,
  RegExp,
  Set,
  SetPrototypeAdd,
  StringFromCharCode,
  TypedArrayConstructors,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeSet,
  TypeError,
  Uint8Array,
} = primordials;
const { utf8DecodeKeepingBom } = require("web/encoding/utf8");
const { subarrayOf } = require("web/infra/bytes");
const { sealClass } = require("web/infra/internal-classes");
const { createList } = require("web/infra/lists");
const { crossingNamed } = require("web/structured-clone/platform-objects");
const { storeHiddenProperty, storeProperty } = require("web/structured-clone/properties");
const tags = require("web/structured-clone/wire-format");

const NUMBER_BYTES = 8;

const numbers = new Float64Array(1);
const numberBytes = new Uint8Array(TypedArrayPrototypeGetBuffer(numbers));

/** Makes the value again that serializer.js has written. The bytes come from there and from nowhere else. */
class Deserializer {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
    /** The objects in the order in which the other side has remembered them. */
    this.memory = createList();
  }

  getBytes(count) {
    const start = this.at;
    this.at += count;
    return subarrayOf(this.bytes, start, this.at);
  }

  getByte() {
    return this.bytes[this.at++];
  }

  getInteger() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.getByte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        return value >>> 0;
      }
    }
  }

  getNumber() {
    TypedArrayPrototypeSet(numberBytes, this.getBytes(NUMBER_BYTES), 0);
    return numbers[0];
  }

  read() {
    const tag = this.getByte();
    switch (tag) {
      case tags.UNDEFINED:
        return undefined;
      case tags.NULL:
        return null;
      case tags.TRUE:
        return true;
      case tags.FALSE:
        return false;
      case tags.INTEGER:
        return this.getInteger();
      case tags.NUMBER:
        return this.getNumber();
      case tags.BIGINT:
        return BigInt(`0x${this.read()}`);
      case tags.NEGATIVE_BIGINT:
        return -BigInt(`0x${this.read()}`);
      case tags.STRING:
        return utf8DecodeKeepingBom(this.getBytes(this.getInteger()));
      case tags.STRING_UTF16:
        return this.readUtf16(this.getInteger());
      case tags.REFERENCE:
        return this.memory[this.getInteger()];
      default:
        return this.readObject(tag);
    }
  }

  readUtf16(length) {
    let string = "";
    for (let i = 0; i < length; i++) {
      const low = this.getByte();
      string += StringFromCharCode(low | (this.getByte() << 8));
    }
    return string;
  }

  remember(object) {
    this.memory[this.memory.length] = object;
    return object;
  }

  readObject(tag) {
    switch (tag) {
      case tags.OBJECT:
        return this.readProperties(this.remember({}), ObjectPrototype);
      case tags.ARRAY:
        return this.readArray(this.remember([]));
      case tags.MAP:
        return this.readMap(this.remember(new Map()));
      case tags.SET:
        return this.readSet(this.remember(new Set()));
      case tags.ERROR:
        return this.readError();
      default:
        return this.remember(this.readLeaf(tag));
    }
  }

  readLeaf(tag) {
    switch (tag) {
      case tags.DATE:
        return new Date(this.getNumber());
      case tags.REGEXP: {
        const source = this.read();
        return new RegExp(source, this.read());
      }
      case tags.BUFFER:
        return this.readBuffer(undefined);
      case tags.RESIZABLE_BUFFER:
        return this.readBuffer({ __proto__: null, maxByteLength: this.getNumber() });
      case tags.VIEW:
        return this.readView();
      case tags.WRAPPER:
        return Object(this.read());
      case tags.PLATFORM_OBJECT:
        return this.readPlatformObject();
      default:
        throw new TypeError(`A message holds the unknown tag ${tag}`);
    }
  }

  readProperties(object, prototype) {
    const count = this.getInteger();
    for (let i = 0; i < count; i++) {
      const key = this.read();
      storeProperty(object, key, this.read(), prototype);
    }
    return object;
  }

  readArray(array) {
    array.length = this.getInteger();
    const dense = this.getInteger();
    for (let i = 0; i < dense; i++) {
      storeProperty(array, i, this.read(), ArrayPrototype);
    }
    return this.readProperties(array, ArrayPrototype);
  }

  readMap(map) {
    const size = this.getInteger();
    for (let i = 0; i < size; i++) {
      const key = this.read();
      MapPrototypeSet(map, key, this.read());
    }
    return map;
  }

  readSet(set) {
    const size = this.getInteger();
    for (let i = 0; i < size; i++) {
      SetPrototypeAdd(set, this.read());
    }
    return set;
  }

  readError() {
    const error = this.remember(new ErrorConstructors[this.read()]());
    this.readHidden(error, "message");
    this.readHidden(error, "stack");
    this.readHidden(error, "cause");
    return error;
  }

  readHidden(error, key) {
    if (this.getByte() !== 0) {
      storeHiddenProperty(error, key, this.read());
    }
  }

  readBuffer(options) {
    const length = this.getInteger();
    const buffer = new ArrayBuffer(length, options);
    TypedArrayPrototypeSet(new Uint8Array(buffer), this.getBytes(length), 0);
    return buffer;
  }

  readView() {
    const kind = this.read();
    const buffer = this.read();
    const offset = this.getInteger();
    const length = this.getByte() === 0 ? undefined : this.getInteger();
    const View = kind === "DataView" ? DataView : TypedArrayConstructors[kind];
    return new View(buffer, offset, length);
  }

  readPlatformObject() {
    const crossing = crossingNamed(this.read());
    const parts = createList();
    const count = this.getInteger();
    for (let i = 0; i < count; i++) {
      parts[i] = this.read();
    }
    return crossing.make(parts);
  }
}
sealClass(Deserializer);

/** The value that `serialize` has written. */
function deserialize(bytes) {
  return new Deserializer(bytes).read();
}

module.exports = { deserialize };

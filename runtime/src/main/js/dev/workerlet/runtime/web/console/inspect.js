"use strict";

const {
  ArrayBufferPrototypeGetByteLength,
  ArrayPrototypePop,
  ArrayPrototypePush,
  BigIntPrototypeValueOf,
  BooleanPrototypeValueOf,
  DataViewPrototypeGetByteLength,
  DatePrototypeGetTime,
  DatePrototypeToISOString,
  FunctionPrototypeToString,
  MapPrototypeForEach,
  MapPrototypeGetSize,
  MathMin,
  NumberPrototypeValueOf,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf,
  ObjectPrototypeHasOwnProperty,
  ReflectOwnKeys,
  RegExpPrototypeExec,
  RegExpPrototypeGetSource,
  SetPrototypeForEach,
  SetPrototypeGetSize,
  SharedArrayBufferPrototypeGetByteLength,
  StringPrototypeStartsWith,
  StringPrototypeValueOf,
  SymbolPrototypeValueOf,
  SymbolToStringTag,
  TypedArrayPrototypeGetLength,
} = primordials;
const { describeError } = require("web/console/inspect-error");
const { describePlatformObject } = require("web/console/inspect-platform");
const { braces } = require("web/console/layout");
const { formatKey, formatPrimitive } = require("web/console/primitives");
const { PLAIN, PLATFORM, kindOf } = require("web/infra/brands");
const { sealClass } = require("web/infra/internal-classes");
const { flagsOf } = require("web/infra/regular-expressions");

const MAX_ITEMS = 100;

const arrayIndex = /^(?:0|[1-9][0-9]{0,9})$/;

/**
 * Writes values for people to read. It runs no code of the worker's: getters are named and not
 * called, and names are only taken from data properties. A proxy cannot be told from its target in
 * JavaScript, so its traps do run; what they throw ends up in the text and goes no further.
 */
class Inspector {
  constructor(depth, budget) {
    this.depth = depth;
    /** Characters left, for a graph that fans out would otherwise print for ever. */
    this.budget = budget;
    /** The objects around the current one. */
    this.path = [];
  }

  inspect(value) {
    if (this.budget <= 0) {
      return "...";
    }
    let text;
    if (typeof value === "function" || (typeof value === "object" && value !== null)) {
      text = this.inspectObject(value);
    } else {
      text = formatPrimitive(value);
    }
    this.budget -= text.length;
    return text;
  }

  inspectObject(object) {
    for (let i = 0; i < this.path.length; i++) {
      if (this.path[i] === object) {
        return "[Circular]";
      }
    }
    ArrayPrototypePush(this.path, object);
    try {
      return typeof object === "function" ? this.inspectFunction(object) : this.inspectByKind(object, kindOf(object));
    } catch {
      return "[Uninspectable]";
    } finally {
      ArrayPrototypePop(this.path);
    }
  }

  isTooDeep() {
    return this.path.length > this.depth + 1;
  }

  inspectFunction(fn) {
    const base = describeFunction(fn);
    const properties = this.isTooDeep() ? [] : this.properties(fn, isHiddenOfFunction);
    return properties.length === 0 ? base : `${base} ${braces("{", properties, "}")}`;
  }

  inspectByKind(object, kind) {
    switch (kind) {
      case "Error":
        return describeError(object, this);
      case "Date":
        return this.leaf(object, formatDate(object));
      case "RegExp":
        return this.leaf(object, `/${RegExpPrototypeGetSource(object)}/${flagsOf(object)}`);
      case "Boolean":
        return this.leaf(object, `[Boolean: ${BooleanPrototypeValueOf(object)}]`);
      case "Number":
        return this.leaf(object, `[Number: ${formatPrimitive(NumberPrototypeValueOf(object))}]`);
      case "BigInt":
        return this.leaf(object, `[BigInt: ${BigIntPrototypeValueOf(object)}n]`);
      case "Symbol":
        return this.leaf(object, `[Symbol: ${formatPrimitive(SymbolPrototypeValueOf(object))}]`);
      case "String":
        return this.leaf(object, `[String: ${formatPrimitive(StringPrototypeValueOf(object))}]`, isIndexOrLength);
      case PLATFORM: {
        const described = describePlatformObject(object, this);
        if (described !== null) {
          return described;
        }
      }
    }
    const name = constructorName(object);
    if (this.isTooDeep()) {
      return kind === "Array" ? "[Array]" : `[${name ?? "Object: null prototype"}]`;
    }
    const tag = tagOf(object, name);
    switch (kind) {
      case "Array":
        return this.list(object, object.length, name === "Array" ? "" : `${name}(${object.length}) `);
      case "Map":
        return `${name}(${MapPrototypeGetSize(object)})${tag} ${braces("{", this.mapEntries(object), "}")}`;
      case "Set":
        return `${name}(${SetPrototypeGetSize(object)})${tag} ${braces("{", this.setItems(object), "}")}`;
      case "Promise":
      case PLAIN:
      case PLATFORM:
        return this.plain(object, name, tag);
      case "WeakMap":
      case "WeakSet":
        return `${name} { <items unknown> }`;
      case "ArrayBuffer":
        return `${name} { byteLength: ${ArrayBufferPrototypeGetByteLength(object)} }`;
      case "SharedArrayBuffer":
        return `${name} { byteLength: ${SharedArrayBufferPrototypeGetByteLength(object)} }`;
      case "DataView":
        return `${name} { byteLength: ${DataViewPrototypeGetByteLength(object)} }`;
      case "WeakRef":
        return `${name} {}`;
      default: {
        const length = TypedArrayPrototypeGetLength(object);
        return this.list(object, length, `${name}(${length}) `);
      }
    }
  }

  /** A kind that is one word, and whatever properties the worker has put on it. */
  leaf(object, text, isHidden = isNeverHidden) {
    const properties = this.isTooDeep() ? [] : this.properties(object, isHidden);
    return properties.length === 0 ? text : `${text} ${braces("{", properties, "}")}`;
  }

  plain(object, name, tag) {
    const prefix =
      name === null ? `[Object: null prototype]${tag} ` : name === "Object" && tag === "" ? "" : `${name}${tag} `;
    return prefix + braces("{", this.properties(object, isNeverHidden), "}");
  }

  list(object, length, prefix) {
    const items = [];
    const shown = MathMin(length, MAX_ITEMS);
    let holes = 0;
    for (let i = 0; i < shown && this.budget > 0; i++) {
      if (!ObjectPrototypeHasOwnProperty(object, i)) {
        holes++;
        continue;
      }
      pushHoles(items, holes);
      holes = 0;
      ArrayPrototypePush(items, this.property(object, `${i}`, false));
    }
    pushHoles(items, holes);
    pushMore(items, length - shown);
    const extra = this.properties(object, isIndexOrLength);
    for (let i = 0; i < extra.length; i++) {
      ArrayPrototypePush(items, extra[i]);
    }
    return prefix + braces("[", items, "]");
  }

  mapEntries(map) {
    const entries = [];
    let count = 0;
    MapPrototypeForEach(map, (value, key) => {
      if (count++ < MAX_ITEMS && this.budget > 0) {
        ArrayPrototypePush(entries, `${this.inspect(key)} => ${this.inspect(value)}`);
      }
    });
    pushMore(entries, count - MAX_ITEMS);
    return this.withProperties(entries, map);
  }

  setItems(set) {
    const items = [];
    let count = 0;
    SetPrototypeForEach(set, (item) => {
      if (count++ < MAX_ITEMS && this.budget > 0) {
        ArrayPrototypePush(items, this.inspect(item));
      }
    });
    pushMore(items, count - MAX_ITEMS);
    return this.withProperties(items, set);
  }

  withProperties(items, object) {
    const properties = this.properties(object, isNeverHidden);
    for (let i = 0; i < properties.length; i++) {
      ArrayPrototypePush(items, properties[i]);
    }
    return items;
  }

  /** "key: value" of the own enumerable properties. */
  properties(object, isHidden) {
    const keys = ReflectOwnKeys(object);
    const output = [];
    let more = 0;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (isHidden(key)) {
        continue;
      }
      if (output.length === MAX_ITEMS || this.budget <= 0) {
        more++;
        continue;
      }
      const text = this.property(object, key, true);
      if (text !== null) {
        ArrayPrototypePush(output, text);
      }
    }
    pushMore(output, more);
    return output;
  }

  /** One property, null when it is not to be shown. */
  property(object, key, withKey) {
    const descriptor = ObjectGetOwnPropertyDescriptor(object, key);
    if (descriptor === undefined || !descriptor.enumerable) {
      return null;
    }
    const text = describeAccessor(descriptor) ?? this.inspect(descriptor.value);
    return withKey ? `${formatKey(key)}: ${text}` : text;
  }
}
sealClass(Inspector);

const isNeverHidden = () => false;

function isIndexOrLength(key) {
  return key === "length" || (typeof key === "string" && RegExpPrototypeExec(arrayIndex, key) !== null);
}

function isHiddenOfFunction(key) {
  return key === "prototype" || key === "length" || key === "name";
}

function pushHoles(items, count) {
  if (count > 0) {
    ArrayPrototypePush(items, `<${count} empty item${count === 1 ? "" : "s"}>`);
  }
}

function pushMore(items, count) {
  if (count > 0) {
    ArrayPrototypePush(items, `... ${count} more item${count === 1 ? "" : "s"}`);
  }
}

function describeAccessor(descriptor) {
  const { get, set } = descriptor;
  if (get !== undefined) {
    return set === undefined ? "[Getter]" : "[Getter/Setter]";
  }
  return set === undefined ? null : "[Setter]";
}

/** The value of an own data property if it is a string, else undefined. */
function ownString(object, key) {
  const value = ObjectGetOwnPropertyDescriptor(object, key)?.value;
  return typeof value === "string" ? value : undefined;
}

/** The name of the class an object is of, null for one without a prototype. */
function constructorName(object) {
  let prototype = ObjectGetPrototypeOf(object);
  if (prototype === null) {
    return null;
  }
  while (prototype !== null) {
    const constructor = ObjectGetOwnPropertyDescriptor(prototype, "constructor")?.value;
    const name = typeof constructor === "function" ? ownString(constructor, "name") : undefined;
    if (name !== undefined && name !== "") {
      return name;
    }
    prototype = ObjectGetPrototypeOf(prototype);
  }
  return "Object";
}

/** " [tag]" when Symbol.toStringTag says something else than the class's name. */
function tagOf(object, name) {
  for (let holder = object; holder !== null; holder = ObjectGetPrototypeOf(holder)) {
    const tag = ownString(holder, SymbolToStringTag);
    if (tag !== undefined) {
      return tag === "" || tag === name ? "" : ` [${tag}]`;
    }
  }
  return "";
}

function describeFunction(fn) {
  const name = ownString(fn, "name");
  const source = FunctionPrototypeToString(fn);
  const isClass =
    StringPrototypeStartsWith(source, "class") &&
    ObjectGetOwnPropertyDescriptor(fn, "prototype")?.writable === false;
  if (isClass) {
    const parent = ObjectGetPrototypeOf(fn);
    const parentName = typeof parent === "function" ? ownString(parent, "name") : undefined;
    return `[class ${name || "(anonymous)"}${parentName ? ` extends ${parentName}` : ""}]`;
  }
  const kind = constructorName(fn) ?? "Function";
  return `[${kind}${name ? `: ${name}` : " (anonymous)"}]`;
}

function formatDate(date) {
  const time = DatePrototypeGetTime(date);
  return time !== time ? "Invalid Date" : DatePrototypeToISOString(date);
}

const DEFAULT_DEPTH = 2;
const DEFAULT_BUDGET = 65_536;

/** A value as text; a string in quotes. */
function inspect(value, depth = DEFAULT_DEPTH, budget = DEFAULT_BUDGET) {
  return new Inspector(depth, budget).inspect(value);
}

module.exports = { inspect };

"use strict";

const {
  ArrayPrototypePush,
  ArrayPrototypeSort,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  TypeError,
} = primordials;
const { copyOfList, removeAt } = require("web/infra/lists");
const { definePairIterable } = require("web/webidl/pair-iterator");
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { isObject, iteratorMethodOf, recordEntries, sequenceFrom, toSequence } = require("web/webidl/objects");
const { toByteString } = require("web/webidl/strings");
const { lowerCaseName, normalizeName, normalizeValue } = require("web/fetch/header-syntax");

// A header list is one flat array: [name, value, name, value, …], names in lower case, repeated
// names repeated. Responses and requests hand these arrays to the host as they are.

/**
 * Splits "name\nvalue\nname\nvalue" as the host gives it. Neither a name nor a value can hold a line
 * feed, so this needs no escapes, and the whole block crosses into V8 as one string.
 */
function parseRawHeaders(raw) {
  const list = [];
  let start = 0;
  while (start < raw.length) {
    const nameEnd = StringPrototypeIndexOf(raw, "\n", start);
    let valueEnd = StringPrototypeIndexOf(raw, "\n", nameEnd + 1);
    if (valueEnd === -1) {
      valueEnd = raw.length;
    }
    ArrayPrototypePush(
      list,
      lowerCaseName(StringPrototypeSlice(raw, start, nameEnd)),
      StringPrototypeSlice(raw, nameEnd + 1, valueEnd),
    );
    start = valueEnd + 1;
  }
  return list;
}

// https://fetch.spec.whatwg.org/#concept-header-list-get
function getFromList(list, name) {
  let value = null;
  for (let i = 0; i < list.length; i += 2) {
    if (list[i] === name) {
      value = value === null ? list[i + 1] : `${value}, ${list[i + 1]}`;
    }
  }
  return value;
}

function listHas(list, name) {
  for (let i = 0; i < list.length; i += 2) {
    if (list[i] === name) {
      return true;
    }
  }
  return false;
}

// https://fetch.spec.whatwg.org/#concept-header-list-set
function setInList(list, name, value) {
  for (let i = 0; i < list.length; i += 2) {
    if (list[i] === name) {
      list[i + 1] = value;
      deleteFromList(list, name, i + 2);
      return;
    }
  }
  ArrayPrototypePush(list, name, value);
}

function deleteFromList(list, name, from) {
  for (let i = list.length - 2; i >= from; i -= 2) {
    if (list[i] === name) {
      removeAt(list, i, 2);
    }
  }
}

// https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
function sortAndCombine(list) {
  const names = [];
  for (let i = 0; i < list.length; i += 2) {
    const name = list[i];
    let seen = false;
    for (let j = 0; j < names.length && !seen; j++) {
      seen = names[j] === name;
    }
    if (!seen) {
      ArrayPrototypePush(names, name);
    }
  }
  ArrayPrototypeSort(names);
  const pairs = [];
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if (name !== "set-cookie") {
      ArrayPrototypePush(pairs, name, getFromList(list, name));
      continue;
    }
    // cookies must not be joined with a comma
    for (let j = 0; j < list.length; j += 2) {
      if (list[j] === name) {
        ArrayPrototypePush(pairs, name, list[j + 1]);
      }
    }
  }
  return pairs;
}

const noCors = require.lazy("web/fetch/no-cors-headers");

let listOf, isHeaders, createHeaders, createNoCorsHeaders, pairsOf;

const constructPrefix = "Failed to construct 'Headers'";
const initContext = "The provided value";
const internal = { __proto__: null };

/** One [name, value] of a sequence; the length is checked once both are converted. */
function toPair(value, prefix, context) {
  return toSequence(value, toByteString, prefix, context);
}

/**
 * The header list of a HeadersInit.
 * https://fetch.spec.whatwg.org/#concept-headers-fill
 */
function listFromInit(init, prefix) {
  if (!isObject(init)) {
    throw new TypeError(
      `${prefix}: The provided value is not of type ` +
        "'(record<ByteString, ByteString> or sequence<sequence<ByteString>>)'.",
    );
  }
  const method = iteratorMethodOf(init, prefix, initContext);
  if (method === undefined) {
    // Conversion and validation in one pass: both throw a TypeError.
    return recordEntries(init, normalizeName, normalizeValue, prefix, initContext);
  }
  if (method === entries && isHeaders(init)) {
    // what its iterator would give, already valid
    return copyOfList(pairsOf(init));
  }
  const pairs = sequenceFrom(init, method, toPair, prefix, initContext);
  const list = [];
  for (let i = 0; i < pairs.length; i++) {
    const pair = pairs[i];
    if (pair.length !== 2) {
      throw new TypeError(`${prefix}: Each header must be a pair of a name and a value`);
    }
    ArrayPrototypePush(list, normalizeName(pair[0], prefix), normalizeValue(pair[1], prefix));
  }
  return list;
}

class Headers {
  /** null until the raw block of the host has been split. */
  #list;
  #raw;
  #immutable;
  /** Whether the guard is "request-no-cors", which keeps out most headers. */
  #noCors = false;
  #pairs = null;

  constructor(init = undefined) {
    if (init === internal) {
      return;
    }
    this.#immutable = false;
    this.#list = init === undefined ? [] : listFromInit(init, constructPrefix);
  }

  append(name, value) {
    const prefix = "Failed to execute 'append' on 'Headers'";
    const list = this.#read();
    requiredArguments(arguments.length, 2, prefix);
    name = normalizeName(name, prefix);
    value = normalizeValue(value, prefix);
    this.#write(prefix);
    if (this.#noCors && !noCors().mayAppend(getFromList(list, name), name, value)) {
      return;
    }
    ArrayPrototypePush(list, name, value);
  }

  delete(name) {
    const prefix = "Failed to execute 'delete' on 'Headers'";
    const list = this.#read();
    requiredArguments(arguments.length, 1, prefix);
    name = normalizeName(name, prefix);
    this.#write(prefix);
    if (this.#noCors && !noCors().mayDelete(name)) {
      return;
    }
    deleteFromList(list, name, 0);
  }

  get(name) {
    const prefix = "Failed to execute 'get' on 'Headers'";
    const list = this.#read();
    requiredArguments(arguments.length, 1, prefix);
    return getFromList(list, normalizeName(name, prefix));
  }

  getSetCookie() {
    const list = this.#read();
    const cookies = [];
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === "set-cookie") {
        ArrayPrototypePush(cookies, list[i + 1]);
      }
    }
    return cookies;
  }

  has(name) {
    const prefix = "Failed to execute 'has' on 'Headers'";
    const list = this.#read();
    requiredArguments(arguments.length, 1, prefix);
    return listHas(list, normalizeName(name, prefix));
  }

  set(name, value) {
    const prefix = "Failed to execute 'set' on 'Headers'";
    const list = this.#read();
    requiredArguments(arguments.length, 2, prefix);
    name = normalizeName(name, prefix);
    value = normalizeValue(value, prefix);
    this.#write(prefix);
    if (this.#noCors && !noCors().mayAppend(null, name, value)) {
      return;
    }
    setInList(list, name, value);
  }

  #read() {
    let list = this.#list;
    if (list === null) {
      list = this.#list = parseRawHeaders(this.#raw);
      this.#raw = null;
    }
    return list;
  }

  /** Before each change: the guard, and the sorted pairs no longer hold. */
  #write(prefix) {
    if (this.#immutable) {
      throw new TypeError(`${prefix}: Headers are immutable`);
    }
    this.#pairs = null;
  }

  static {
    isHeaders = (value) => typeof value === "object" && value !== null && #list in value;
    listOf = (headers) => headers.#read();
    createHeaders = (list, raw, immutable) => {
      const headers = new Headers(internal);
      headers.#list = list;
      headers.#raw = raw;
      headers.#immutable = immutable;
      return headers;
    };
    createNoCorsHeaders = (list) => {
      const headers = createHeaders([], null, false);
      headers.#noCors = true;
      const kept = headers.#list;
      for (let i = 0; i < list.length; i += 2) {
        if (noCors().mayAppend(getFromList(kept, list[i]), list[i], list[i + 1])) {
          ArrayPrototypePush(kept, list[i], list[i + 1]);
        }
      }
      return headers;
    };
    pairsOf = (headers) => (headers.#pairs ??= sortAndCombine(headers.#read()));
  }
}
definePairIterable(Headers, pairsOf);
defineInterface(Headers);

const entries = Headers.prototype.entries;

module.exports = {
  Headers,
  /** Headers over an existing list, shared and not copied. */
  createHeaders: (list, immutable) => createHeaders(list, null, immutable),
  /** Headers over the host's block, split on first use. */
  createRawHeaders: (raw, immutable) => createHeaders(null, raw, immutable),
  /** Headers of a request whose mode is "no-cors", with what it may have of a list. */
  createNoCorsHeaders,
  getFromList,
  isHeaders,
  listFromInit,
  listHas,
  listOf,
  pairsOf,
  parseRawHeaders,
};

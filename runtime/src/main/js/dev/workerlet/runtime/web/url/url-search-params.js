"use strict";

const {
  ArrayPrototypePush,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  TypeError,
} = primordials;
const { removeAt } = require("web/infra/lists");
const { parseUrlEncoded, serializeUrlEncoded } = require("web/url/url-encoded");
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { isObject, iteratorMethodOf, recordEntries, sequenceFrom, toSequence } = require("web/webidl/objects");
const { definePairIterable } = require("web/webidl/pair-iterator");
const { toUSVString } = require("web/webidl/strings");

const constructPrefix = "Failed to construct 'URLSearchParams'";

let isURLSearchParams, pairsOf, createQuery, setQuery;

const toPair = (value, prefix, context) => toSequence(value, toUSVString, prefix, context);

/** The pairs of the constructor's argument, flat. */
function pairsFromInit(init) {
  if (!isObject(init)) {
    const text = toUSVString(init);
    return parseUrlEncoded(StringPrototypeStartsWith(text, "?") ? StringPrototypeSlice(text, 1) : text);
  }
  const method = iteratorMethodOf(init, constructPrefix, "parameter 1");
  if (method === undefined) {
    return mergeRecord(recordEntries(init, toUSVString, toUSVString, constructPrefix, "parameter 1"));
  }
  const sequence = sequenceFrom(init, method, toPair, constructPrefix, "parameter 1");
  const pairs = [];
  for (let i = 0; i < sequence.length; i++) {
    if (sequence[i].length !== 2) {
      throw new TypeError(`${constructPrefix}: Sequence initializer must only contain pair elements`);
    }
    ArrayPrototypePush(pairs, sequence[i][0], sequence[i][1]);
  }
  return pairs;
}

/** Keys that differ only in lone surrogates become one key of the record, the last value winning. */
function mergeRecord(entries) {
  for (let i = 0; i < entries.length; i += 2) {
    for (let j = entries.length - 2; j > i; j -= 2) {
      if (entries[j] === entries[i]) {
        entries[i + 1] = entries[j + 1];
        removeAt(entries, j, 2);
      }
    }
  }
  return entries;
}

// https://url.spec.whatwg.org/#interface-urlsearchparams
class URLSearchParams {
  /** [name, value, name, value, …] */
  #pairs;
  /** Called with the new query when this belongs to a URL; null otherwise. */
  #update = null;

  constructor(init = "") {
    this.#pairs = pairsFromInit(init);
  }

  get size() {
    return this.#pairs.length / 2;
  }

  append(name, value) {
    const pairs = this.#pairs;
    requiredArguments(arguments.length, 2, "Failed to execute 'append' on 'URLSearchParams'");
    name = toUSVString(name);
    value = toUSVString(value);
    ArrayPrototypePush(pairs, name, value);
    this.#changed();
  }

  delete(name, value = undefined) {
    const pairs = this.#pairs;
    requiredArguments(arguments.length, 1, "Failed to execute 'delete' on 'URLSearchParams'");
    name = toUSVString(name);
    value = value === undefined ? undefined : toUSVString(value);
    for (let i = pairs.length - 2; i >= 0; i -= 2) {
      if (pairs[i] === name && (value === undefined || pairs[i + 1] === value)) {
        removeAt(pairs, i, 2);
      }
    }
    this.#changed();
  }

  get(name) {
    const pairs = this.#pairs;
    requiredArguments(arguments.length, 1, "Failed to execute 'get' on 'URLSearchParams'");
    name = toUSVString(name);
    for (let i = 0; i < pairs.length; i += 2) {
      if (pairs[i] === name) {
        return pairs[i + 1];
      }
    }
    return null;
  }

  getAll(name) {
    const pairs = this.#pairs;
    requiredArguments(arguments.length, 1, "Failed to execute 'getAll' on 'URLSearchParams'");
    name = toUSVString(name);
    const values = [];
    for (let i = 0; i < pairs.length; i += 2) {
      if (pairs[i] === name) {
        ArrayPrototypePush(values, pairs[i + 1]);
      }
    }
    return values;
  }

  has(name, value = undefined) {
    const pairs = this.#pairs;
    requiredArguments(arguments.length, 1, "Failed to execute 'has' on 'URLSearchParams'");
    name = toUSVString(name);
    value = value === undefined ? undefined : toUSVString(value);
    for (let i = 0; i < pairs.length; i += 2) {
      if (pairs[i] === name && (value === undefined || pairs[i + 1] === value)) {
        return true;
      }
    }
    return false;
  }

  set(name, value) {
    const pairs = this.#pairs;
    requiredArguments(arguments.length, 2, "Failed to execute 'set' on 'URLSearchParams'");
    name = toUSVString(name);
    value = toUSVString(value);
    let first = -1;
    for (let i = pairs.length - 2; i >= 0; i -= 2) {
      if (pairs[i] === name) {
        if (first !== -1) {
          removeAt(pairs, first, 2);
        }
        first = i;
      }
    }
    if (first === -1) {
      ArrayPrototypePush(pairs, name, value);
    } else {
      pairs[first + 1] = value;
    }
    this.#changed();
  }

  // By name, in code units, those of one name in their order: an insertion sort keeps that order and
  // queries are short.
  sort() {
    const pairs = this.#pairs;
    for (let i = 2; i < pairs.length; i += 2) {
      const name = pairs[i];
      const value = pairs[i + 1];
      let j = i - 2;
      for (; j >= 0 && pairs[j] > name; j -= 2) {
        pairs[j + 2] = pairs[j];
        pairs[j + 3] = pairs[j + 1];
      }
      pairs[j + 2] = name;
      pairs[j + 3] = value;
    }
    this.#changed();
  }

  toString() {
    return serializeUrlEncoded(this.#pairs);
  }

  #changed() {
    const update = this.#update;
    if (update !== null) {
      update(serializeUrlEncoded(this.#pairs));
    }
  }

  static {
    isURLSearchParams = (value) => typeof value === "object" && value !== null && #pairs in value;
    pairsOf = (params) => params.#pairs;
    setQuery = (params, query) => {
      params.#pairs = parseUrlEncoded(query);
    };
    createQuery = (query, update) => {
      const params = new URLSearchParams();
      params.#pairs = parseUrlEncoded(query);
      params.#update = update;
      return params;
    };
  }
}
definePairIterable(URLSearchParams, pairsOf);
defineInterface(URLSearchParams);

module.exports = {
  URLSearchParams,
  /** The query object of a URL, which hears of each change. */
  createQuery,
  isURLSearchParams,
  pairsOf,
  serializeSearchParams: (params) => serializeUrlEncoded(pairsOf(params)),
  setQuery,
};

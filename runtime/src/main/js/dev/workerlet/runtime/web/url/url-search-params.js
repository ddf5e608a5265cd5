"use strict";

const {
  ArrayPrototypePush,
  ArrayPrototypeSort,
  Map,
  MapPrototypeGet,
  MapPrototypeSet,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  TypeError,
} = primordials;
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
  const places = new Map();
  let end = 0;
  for (let i = 0; i < entries.length; i += 2) {
    const place = MapPrototypeGet(places, entries[i]);
    if (place === undefined) {
      MapPrototypeSet(places, entries[i], end);
      end = keepPair(entries, end, i);
    } else {
      entries[place + 1] = entries[i + 1];
    }
  }
  entries.length = end;
  return entries;
}

const byName = (left, right) => (left.name === right.name ? 0 : left.name < right.name ? -1 : 1);

/** Moves a pair to where the ones that are kept end; gives the new end. */
function keepPair(pairs, end, index) {
  pairs[end] = pairs[index];
  pairs[end + 1] = pairs[index + 1];
  return end + 2;
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
    let end = 0;
    for (let i = 0; i < pairs.length; i += 2) {
      if (pairs[i] !== name || (value !== undefined && pairs[i + 1] !== value)) {
        end = keepPair(pairs, end, i);
      }
    }
    pairs.length = end;
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
    let isSet = false;
    let end = 0;
    for (let i = 0; i < pairs.length; i += 2) {
      if (pairs[i] !== name) {
        end = keepPair(pairs, end, i);
      } else if (!isSet) {
        isSet = true;
        end = keepPair(pairs, end, i);
        pairs[end - 1] = value;
      }
    }
    pairs.length = end;
    if (!isSet) {
      ArrayPrototypePush(pairs, name, value);
    }
    this.#changed();
  }

  // By name, in code units, those of one name in their order.
  sort() {
    const pairs = this.#pairs;
    const items = [];
    for (let i = 0; i < pairs.length; i += 2) {
      items[i >> 1] = { __proto__: null, name: pairs[i], value: pairs[i + 1] };
    }
    ArrayPrototypeSort(items, byName);
    for (let i = 0; i < items.length; i++) {
      pairs[2 * i] = items[i].name;
      pairs[2 * i + 1] = items[i].value;
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

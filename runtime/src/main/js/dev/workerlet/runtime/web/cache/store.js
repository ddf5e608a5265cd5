"use strict";

const {
  ArrayPrototypePush,
  ObjectFreeze,
  RegExpPrototypeExec,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
  TypeError,
  Uint8Array,
} = primordials;
const { caches } = require("context/operations");
const { lifetimeOf } = require("web/cache/freshness");
const { QuotaExceededError } = require("web/dom/dom-exception");
const { getFromList } = require("web/fetch/headers");
const { Request, createIncomingRequest, isRequest, requestHead } = require("web/fetch/request");
const { createIncomingResponse, isResponse, responseHead, takeResponseBytes } = require("web/fetch/response");
const { toDictionary } = require("web/webidl/objects");
const { toDOMString } = require("web/webidl/strings");

const IGNORE_SEARCH = 1;
const IGNORE_VARY = 2;
const PARTIAL_CONTENT = 206;

const everything = { __proto__: null, url: "", headers: "" };
const varyAny = /(?:^|,)\s*\*\s*(?:,|$)/;
const httpScheme = /^https?:/;

function joinHeaders(list) {
  let output = "";
  for (let i = 0; i < list.length; i++) {
    output += i === 0 ? list[i] : `\n${list[i]}`;
  }
  return output;
}

function withoutFragment(url) {
  const hash = StringPrototypeIndexOf(url, "#");
  return hash === -1 ? url : StringPrototypeSlice(url, 0, hash);
}

const headOf = (input) => requestHead(isRequest(input) ? input : new Request(input));

// https://w3c.github.io/ServiceWorker/#dictdef-cachequeryoptions
function toOptions(value) {
  const options = toDictionary(value, "Failed to query a cache", "CacheQueryOptions");
  if (options === undefined) {
    return { __proto__: null, flags: 0, ignoreMethod: false };
  }
  const ignoreMethod = !!options.ignoreMethod;
  const flags = (options.ignoreSearch ? IGNORE_SEARCH : 0) | (options.ignoreVary ? IGNORE_VARY : 0);
  return { __proto__: null, flags, ignoreMethod };
}

/** What to look for, null for a method that nothing is stored for. */
function queryOf(input, options) {
  if (input === undefined) {
    return everything;
  }
  const { headerList, method, url } = headOf(input);
  if (method !== "GET" && !options.ignoreMethod) {
    return null;
  }
  return { __proto__: null, url: withoutFragment(url), headers: joinHeaders(headerList) };
}

/** Calls `use` with the id of each response that answers the query, until it returns something. */
function find(name, query, flags, use) {
  if (query === null) {
    return undefined;
  }
  const ids = caches.find(name, query.url, query.headers, flags);
  for (let start = 0; start < ids.length; ) {
    const space = StringPrototypeIndexOf(ids, " ", start);
    const end = space === -1 ? ids.length : space;
    const found = use(StringPrototypeSlice(ids, start, end));
    if (found !== undefined) {
      return found;
    }
    start = end + 1;
  }
  return undefined;
}

/** The first `count` lines of a text, and the rest of it. */
function splitLines(text, count) {
  const lines = [];
  let start = 0;
  for (let i = 0; i < count; i++) {
    const end = StringPrototypeIndexOf(text, "\n", start);
    ArrayPrototypePush(lines, StringPrototypeSlice(text, start, end));
    start = end + 1;
  }
  ArrayPrototypePush(lines, StringPrototypeSlice(text, start));
  return lines;
}

const writeHead = ({ hasBody, headerList, status, statusText, url }) =>
  `${status}\n${statusText}\n${url}\n${hasBody ? "body" : ""}\n${joinHeaders(headerList)}`;

/** The stored response, undefined where it has left since it was found. */
function readResponse(id) {
  const head = caches.responseHead(id);
  const body = head === undefined ? undefined : caches.body(id);
  if (body === undefined) {
    return undefined;
  }
  const lines = splitLines(head, 4);
  const bytes = lines[3] === "" ? null : new Uint8Array(body);
  return createIncomingResponse(+lines[0], lines[1], lines[4], bytes, lines[2]);
}

function readRequest(id) {
  const head = caches.requestHead(id);
  if (head === undefined) {
    return undefined;
  }
  const lines = splitLines(head, 1);
  return createIncomingRequest("GET", lines[0], lines[1], null);
}

function collect(name, request, options, read) {
  const converted = toOptions(options);
  const found = [];
  find(name, queryOf(request, converted), converted.flags, (id) => {
    const item = read(id);
    if (item !== undefined) {
      ArrayPrototypePush(found, item);
    }
  });
  return ObjectFreeze(found);
}

function match(name, request, options) {
  const converted = toOptions(options);
  return find(name, queryOf(request, converted), converted.flags, readResponse);
}

const matchAll = (name, request, options) => collect(name, request, options, readResponse);
const keys = (name, request, options) => collect(name, request, options, readRequest);

function remove(name, request, options) {
  const converted = toOptions(options);
  const query = queryOf(request, converted);
  return query !== null && caches.delete(name, query.url, query.headers, converted.flags);
}

function checkRequest({ method, url }) {
  if (RegExpPrototypeExec(httpScheme, url) === null) {
    throw new TypeError("Failed to store a response: The request's URL must have the scheme http or https.");
  }
  if (method !== "GET") {
    throw new TypeError(`Failed to store a response: Responses to ${method} can't be stored.`);
  }
}

function checkResponse(head, vary) {
  if (head.status === PARTIAL_CONTENT) {
    throw new TypeError("Failed to execute 'put' on 'Cache': A part of a response (status 206) can't be stored.");
  }
  if (RegExpPrototypeExec(varyAny, vary) !== null) {
    throw new TypeError("Failed to execute 'put' on 'Cache': A response that varies by '*' can't be stored.");
  }
  if (head.isUnusable) {
    throw new TypeError("Failed to execute 'put' on 'Cache': The response's body is already used or locked.");
  }
}

// https://w3c.github.io/ServiceWorker/#cache-put
async function put(name, input, response) {
  const request = headOf(input);
  checkRequest(request);
  if (!isResponse(response)) {
    throw new TypeError("Failed to execute 'put' on 'Cache': parameter 2 is not of type 'Response'.");
  }
  const head = responseHead(response);
  const vary = StringPrototypeToLowerCase(getFromList(head.headerList, "vary") ?? "");
  checkResponse(head, vary);
  const text = writeHead(head);
  const lifetime = lifetimeOf(head.headerList);
  const headers = joinHeaders(request.headerList);
  const url = withoutFragment(request.url);
  const body = await takeResponseBytes(response);
  if (lifetime === 0) {
    caches.delete(name, url, headers, 0);
    return;
  }
  if (!caches.put(name, url, headers, text, vary, lifetime, body)) {
    throw new QuotaExceededError("The response is too large, or there are too many caches");
  }
}

function open(name) {
  if (!caches.open(name)) {
    throw new QuotaExceededError("There are too many caches");
  }
}

/** The names that begin with `prefix`, without it. */
function names(prefix) {
  const list = [];
  for (let i = 0; ; i++) {
    const name = caches.nameAt(i);
    if (name === undefined) {
      return list;
    }
    if (StringPrototypeStartsWith(name, prefix)) {
      ArrayPrototypePush(list, StringPrototypeSlice(name, prefix.length));
    }
  }
}

/** Looks in one named cache, or in all of them in turn. */
function matchNamed(prefix, request, options) {
  const dictionary = toDictionary(options, "Failed to execute 'match' on 'CacheStorage'", "MultiCacheQueryOptions");
  const cacheName = dictionary === undefined ? undefined : dictionary.cacheName;
  if (cacheName !== undefined) {
    return match(prefix + toDOMString(cacheName), request, options);
  }
  const list = names(prefix);
  for (let i = 0; i < list.length; i++) {
    const found = match(prefix + list[i], request, options);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

module.exports = {
  checkRequest,
  drop: (name) => caches.drop(name),
  has: (name) => caches.has(name),
  keys,
  match,
  matchAll,
  matchNamed,
  names,
  open,
  put,
  remove,
  withoutFragment,
};

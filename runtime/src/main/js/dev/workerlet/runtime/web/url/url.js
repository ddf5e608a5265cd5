"use strict";

const { StringPrototypeSlice, TypeError } = primordials;
const {
  FRAGMENT,
  HOSTNAME,
  PASSWORD,
  PORT,
  PROTOCOL,
  QUERY,
  USERNAME,
  hostOf,
  pathOf,
  splitHref,
} = require("web/url/components");
const { originOfParts, parseHref } = require("web/url/parser");
const { createQuery, setQuery } = require("web/url/url-search-params");
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { toUSVString } = require("web/webidl/strings");
const setters = require.lazy("web/url/setters");

const internal = { __proto__: null };

let hrefOf;

// The state of a URL is its serialisation. Most URLs are parsed, asked for a part or two and
// dropped: a part is cut out of the string, and the record of the standard is only built for the
// setters. https://url.spec.whatwg.org/#url-class
class URL {
  #href;
  /** The components of the URL, null until one is asked for. */
  #parts = null;
  #searchParams = null;

  constructor(url, base = undefined) {
    const prefix = "Failed to construct 'URL'";
    if (url === internal) {
      return;
    }
    requiredArguments(arguments.length, 1, prefix);
    const text = toUSVString(url);
    let baseHref = null;
    if (base !== undefined) {
      // one that cannot be parsed is an error even when it is not needed
      baseHref = parseHref(toUSVString(base));
      if (baseHref === null) {
        throw new TypeError(`${prefix}: Invalid base URL`);
      }
    }
    const href = parseHref(text, baseHref);
    if (href === null) {
      throw new TypeError(`${prefix}: Invalid URL`);
    }
    this.#href = href;
  }

  static parse(url, base = undefined) {
    requiredArguments(arguments.length, 1, "Failed to execute 'parse' on 'URL'");
    const href = parseWithBase(url, base);
    if (href === null) {
      return null;
    }
    const object = new URL(internal);
    object.#href = href;
    return object;
  }

  static canParse(url, base = undefined) {
    requiredArguments(arguments.length, 1, "Failed to execute 'canParse' on 'URL'");
    return parseWithBase(url, base) !== null;
  }

  get href() {
    return this.#href;
  }

  set href(value) {
    this.#href;
    const href = parseHref(toUSVString(value));
    if (href === null) {
      throw new TypeError("Failed to set the 'href' property on 'URL': Invalid URL");
    }
    this.#replace(href);
    this.#refreshQuery();
  }

  get origin() {
    return originOfParts(this.#split());
  }

  get protocol() {
    return this.#split()[PROTOCOL];
  }

  set protocol(value) {
    this.#change("protocol", value);
  }

  get username() {
    return this.#split()[USERNAME] ?? "";
  }

  set username(value) {
    this.#change("username", value);
  }

  get password() {
    return this.#split()[PASSWORD] ?? "";
  }

  set password(value) {
    this.#change("password", value);
  }

  get host() {
    return hostOf(this.#split());
  }

  set host(value) {
    this.#change("host", value);
  }

  get hostname() {
    return this.#split()[HOSTNAME] ?? "";
  }

  set hostname(value) {
    this.#change("hostname", value);
  }

  get port() {
    return this.#split()[PORT] ?? "";
  }

  set port(value) {
    this.#change("port", value);
  }

  get pathname() {
    return pathOf(this.#split());
  }

  set pathname(value) {
    this.#change("pathname", value);
  }

  get search() {
    const query = this.#split()[QUERY];
    return query === undefined || query === "" ? "" : `?${query}`;
  }

  set search(value) {
    this.#change("search", value);
    this.#refreshQuery();
  }

  get searchParams() {
    return (this.#searchParams ??= createQuery(this.#split()[QUERY] ?? "", (query) => this.#setQuery(query)));
  }

  get hash() {
    const fragment = this.#split()[FRAGMENT];
    return fragment === undefined || fragment === "" ? "" : `#${fragment}`;
  }

  set hash(value) {
    this.#change("hash", value);
  }

  toJSON() {
    return this.#href;
  }

  toString() {
    return this.#href;
  }

  #split() {
    return (this.#parts ??= splitHref(this.#href));
  }

  #replace(href) {
    this.#href = href;
    this.#parts = null;
  }

  #change(name, value) {
    const href = this.#href;
    const text = toUSVString(value);
    this.#replace(setters()[name](href, text));
  }

  // https://url.spec.whatwg.org/#concept-urlsearchparams-update
  #setQuery(query) {
    const parts = this.#split();
    const fragment = parts[FRAGMENT] === undefined ? "" : `#${parts[FRAGMENT]}`;
    const oldLength = (parts[QUERY] === undefined ? 0 : parts[QUERY].length + 1) + fragment.length;
    const head = StringPrototypeSlice(this.#href, 0, this.#href.length - oldLength);
    this.#replace(query === "" ? head + fragment : `${head}?${query}${fragment}`);
  }

  #refreshQuery() {
    if (this.#searchParams !== null) {
      setQuery(this.#searchParams, this.#split()[QUERY] ?? "");
    }
  }

  static {
    hrefOf = (value) =>
      typeof value === "object" && value !== null && #href in value ? value.#href : undefined;
  }
}
defineInterface(URL);

/** The static operations: null for whatever cannot be parsed. */
function parseWithBase(url, base) {
  const text = toUSVString(url);
  if (base === undefined) {
    return parseHref(text);
  }
  const baseHref = parseHref(toUSVString(base));
  return baseHref === null ? null : parseHref(text, baseHref);
}

module.exports = {
  URL,
  /** The serialisation of a URL object, undefined for any other value. */
  hrefOf,
};

"use strict";

const {
  RegExp,
  RegExpPrototypeExec,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  TypeError,
} = primordials;
const {
  cannotHaveCredentialsOrPort,
  hasOpaquePath,
  parseHref,
  parseInto,
  parseURL,
  serializeURL,
  serializeURLOrigin,
  setPassword,
  setUsername,
} = require("web/url/parser");
const { createQuery, setQuery } = require("web/url/url-search-params");
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { toUSVString } = require("web/webidl/strings");

// Splits a serialised URL. It matches every one of them, since the serialiser has escaped whatever
// could be taken for a delimiter: 1 protocol, 2 username, 3 password, 4 hostname, 5 port, 6 path,
// 7 query, 8 fragment.
const components = new RegExp(
  "^([^:]*:)" +
    "(?:\\/\\/(?:([^:@\\/?#]*)(?::([^@\\/?#]*))?@)?(\\[[^\\]]*\\]|[^:\\/?#]*)(?::([0-9]+))?)?" +
    "([^?#]*)(?:\\?([^#]*))?(?:#([^]*))?$",
);

let hrefOf;
const internal = { __proto__: null };

function hostOf(parts) {
  return parts[5] === undefined ? (parts[4] ?? "") : `${parts[4]}:${parts[5]}`;
}

/** The record of a base URL argument, null for none. */
function parseBase(base, prefix) {
  if (base === undefined) {
    return null;
  }
  const record = parseURL(base);
  if (record === null && prefix !== null) {
    throw new TypeError(`${prefix}: Invalid base URL`);
  }
  return record;
}

// The state of a URL is its serialisation. Most URLs are parsed, asked for a part or two and
// dropped: a part is cut out of the string, and the record of the standard is only built for the
// setters. https://url.spec.whatwg.org/#url-class
class URL {
  #href;
  /** The match of `components`, null until a part is asked for. */
  #parts = null;
  #searchParams = null;

  constructor(url, base = undefined) {
    const prefix = "Failed to construct 'URL'";
    if (url === internal) {
      return;
    }
    requiredArguments(arguments.length, 1, prefix);
    const text = toUSVString(url);
    const baseText = base === undefined ? undefined : toUSVString(base);
    // a base that cannot be parsed is an error even when it is not needed
    const href = parseHref(text, parseBase(baseText, prefix));
    if (href === null) {
      throw new TypeError(`${prefix}: Invalid URL`);
    }
    this.#href = href;
  }

  static parse(url, base = undefined) {
    requiredArguments(arguments.length, 1, "Failed to execute 'parse' on 'URL'");
    const href = parseStatic(url, base);
    if (href === null) {
      return null;
    }
    const object = new URL(internal);
    object.#href = href;
    return object;
  }

  static canParse(url, base = undefined) {
    requiredArguments(arguments.length, 1, "Failed to execute 'canParse' on 'URL'");
    return parseStatic(url, base) !== null;
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
    const parts = this.#split();
    switch (parts[1]) {
      case "http:":
      case "https:":
      case "ws:":
      case "wss:":
      case "ftp:":
        return `${parts[1]}//${hostOf(parts)}`;
      default:
        // only a blob URL has an origin beyond these
        return serializeURLOrigin(parseURL(this.#href));
    }
  }

  get protocol() {
    return this.#split()[1];
  }

  set protocol(value) {
    this.#reparse(`${toUSVString(value)}:`, "scheme start");
  }

  get username() {
    return this.#split()[2] ?? "";
  }

  set username(value) {
    const record = parseURL(this.#href);
    const text = toUSVString(value);
    if (!cannotHaveCredentialsOrPort(record)) {
      setUsername(record, text);
      this.#replace(serializeURL(record));
    }
  }

  get password() {
    return this.#split()[3] ?? "";
  }

  set password(value) {
    const record = parseURL(this.#href);
    const text = toUSVString(value);
    if (!cannotHaveCredentialsOrPort(record)) {
      setPassword(record, text);
      this.#replace(serializeURL(record));
    }
  }

  get host() {
    return hostOf(this.#split());
  }

  set host(value) {
    this.#reparseUnlessOpaque(toUSVString(value), "host");
  }

  get hostname() {
    return this.#split()[4] ?? "";
  }

  set hostname(value) {
    this.#reparseUnlessOpaque(toUSVString(value), "hostname");
  }

  get port() {
    return this.#split()[5] ?? "";
  }

  set port(value) {
    const record = parseURL(this.#href);
    const text = toUSVString(value);
    if (cannotHaveCredentialsOrPort(record)) {
      return;
    }
    if (text === "") {
      record.port = null;
    } else {
      parseInto(text, record, "port");
    }
    this.#replace(serializeURL(record));
  }

  get pathname() {
    const parts = this.#split();
    // "/." keeps a path that begins with two slashes apart from a host
    const isGuarded = parts[4] === undefined && StringPrototypeStartsWith(parts[6], "/.//");
    return isGuarded ? StringPrototypeSlice(parts[6], 2) : parts[6];
  }

  set pathname(value) {
    const record = parseURL(this.#href);
    const text = toUSVString(value);
    if (!hasOpaquePath(record)) {
      record.path = [];
      parseInto(text, record, "path start");
      this.#replace(serializeURL(record));
    }
  }

  get search() {
    const query = this.#split()[7];
    return query === undefined || query === "" ? "" : `?${query}`;
  }

  set search(value) {
    const record = parseURL(this.#href);
    const text = toUSVString(value);
    if (text === "") {
      record.query = null;
    } else {
      record.query = "";
      parseInto(StringPrototypeStartsWith(text, "?") ? StringPrototypeSlice(text, 1) : text, record, "query");
    }
    this.#replace(serializeURL(record));
    this.#refreshQuery();
  }

  get searchParams() {
    return (this.#searchParams ??= createQuery(this.#split()[7] ?? "", (query) => this.#replaceQuery(query)));
  }

  get hash() {
    const fragment = this.#split()[8];
    return fragment === undefined || fragment === "" ? "" : `#${fragment}`;
  }

  set hash(value) {
    const record = parseURL(this.#href);
    const text = toUSVString(value);
    if (text === "") {
      record.fragment = null;
    } else {
      record.fragment = "";
      parseInto(StringPrototypeStartsWith(text, "#") ? StringPrototypeSlice(text, 1) : text, record, "fragment");
    }
    this.#replace(serializeURL(record));
  }

  toJSON() {
    return this.#href;
  }

  toString() {
    return this.#href;
  }

  #split() {
    return (this.#parts ??= RegExpPrototypeExec(components, this.#href));
  }

  #replace(href) {
    this.#href = href;
    this.#parts = null;
  }

  #reparse(text, state) {
    const record = parseURL(this.#href);
    parseInto(text, record, state);
    this.#replace(serializeURL(record));
  }

  #reparseUnlessOpaque(text, state) {
    const record = parseURL(this.#href);
    if (!hasOpaquePath(record)) {
      parseInto(text, record, state);
      this.#replace(serializeURL(record));
    }
  }

  // https://url.spec.whatwg.org/#concept-urlsearchparams-update
  #replaceQuery(query) {
    const parts = this.#split();
    const fragment = parts[8] === undefined ? "" : `#${parts[8]}`;
    const oldLength = (parts[7] === undefined ? 0 : parts[7].length + 1) + fragment.length;
    const head = StringPrototypeSlice(this.#href, 0, this.#href.length - oldLength);
    this.#replace(query === "" ? head + fragment : `${head}?${query}${fragment}`);
  }

  #refreshQuery() {
    if (this.#searchParams !== null) {
      setQuery(this.#searchParams, this.#split()[7] ?? "");
    }
  }

  static {
    hrefOf = (value) =>
      typeof value === "object" && value !== null && #href in value ? value.#href : undefined;
  }
}
defineInterface(URL);

function parseStatic(url, base) {
  const text = toUSVString(url);
  const baseText = base === undefined ? undefined : toUSVString(base);
  const baseRecord = parseBase(baseText, null);
  return baseText !== undefined && baseRecord === null ? null : parseHref(text, baseRecord);
}

module.exports = {
  URL,
  /** The serialisation of a URL object, undefined for any other value. */
  hrefOf,
};

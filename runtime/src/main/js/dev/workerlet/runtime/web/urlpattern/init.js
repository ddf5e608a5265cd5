"use strict";

const {
  StringPrototypeCharCodeAt,
  StringPrototypeEndsWith,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  TypeError,
} = primordials;
const {
  FRAGMENT,
  HOSTNAME,
  PASSWORD,
  PORT,
  PROTOCOL,
  QUERY,
  USERNAME,
  pathOf,
  splitHref,
} = require("web/url/components");
const { parseHref } = require("web/url/parser");
const { isSpecial } = require("web/url/record");
const canonical = require("web/urlpattern/canonicalize");
const { escapePattern } = require("web/urlpattern/expressions");

/** Each is taken over from a base only where it and those before it are not given. */
const INHERITANCE = ["protocol", "hostname", "port", "pathname", "search", "hash"];

/** The components of a serialised URL, absent ones empty. */
function componentsOf(href) {
  const parts = splitHref(href);
  return {
    __proto__: null,
    protocol: StringPrototypeSlice(parts[PROTOCOL], 0, -1),
    username: parts[USERNAME] ?? "",
    password: parts[PASSWORD] ?? "",
    hostname: parts[HOSTNAME] ?? "",
    port: parts[PORT] ?? "",
    pathname: pathOf(parts),
    search: parts[QUERY] ?? "",
    hash: parts[FRAGMENT] ?? "",
  };
}

/** Takes over from the base what comes before everything that is given. */
function inherit(result, init, base, isPattern) {
  const text = (value) => (isPattern ? escapePattern(value) : value);
  for (let i = 0; i < INHERITANCE.length; i++) {
    const name = INHERITANCE[i];
    if (init[name] !== undefined) {
      break;
    }
    result[name] = text(base[name]);
  }
  const { hostname, password, port, protocol, username } = init;
  const isElsewhere = protocol !== undefined || hostname !== undefined || port !== undefined;
  if (!isPattern && !isElsewhere && username === undefined) {
    result.username = base.username;
    if (password === undefined) {
      result.password = base.password;
    }
  }
}

function without(text, has, start, end) {
  return has ? StringPrototypeSlice(text, start, end) : text;
}

const withoutColon = (text) => without(text, StringPrototypeEndsWith(text, ":"), 0, -1);
const withoutQuestionMark = (text) => without(text, StringPrototypeStartsWith(text, "?"), 1);
const withoutHash = (text) => without(text, StringPrototypeStartsWith(text, "#"), 1);

const SLASH = 0x2f;

// https://urlpattern.spec.whatwg.org/#is-an-absolute-pathname
function isAbsolute(pathname, isPattern) {
  if (StringPrototypeStartsWith(pathname, "/")) {
    return true;
  }
  const isEscaped = StringPrototypeStartsWith(pathname, "\\") || StringPrototypeStartsWith(pathname, "{");
  return isPattern && isEscaped && StringPrototypeCharCodeAt(pathname, 1) === SLASH;
}

/** The path, below the directory of the base where it is relative. */
function resolvePathname(pathname, base, isPattern) {
  if (base === null || !StringPrototypeStartsWith(base.pathname, "/") || isAbsolute(pathname, isPattern)) {
    return pathname;
  }
  const directory = StringPrototypeSlice(base.pathname, 0, StringPrototypeLastIndexOf(base.pathname, "/") + 1);
  return (isPattern ? escapePattern(directory) : directory) + pathname;
}

function canonicalPathname(pathname, protocol) {
  return protocol === "" || isSpecial(protocol) ? canonical.pathname(pathname) : canonical.opaquePathname(pathname);
}

function baseOf(init) {
  if (init.baseURL === undefined) {
    return null;
  }
  const href = parseHref(init.baseURL);
  if (href === null) {
    throw new TypeError(`Invalid base URL '${init.baseURL}'`);
  }
  return componentsOf(href);
}

/** Puts the given components into `result`: patterns as they are, parts of a URL as a URL has them. */
function processGiven(result, init, base, isPattern) {
  const set = (name, value, canonicalize) => {
    result[name] = isPattern ? value : canonicalize(value);
  };
  const { hash, hostname, password, pathname, port, protocol, search, username } = init;
  if (protocol !== undefined) set("protocol", withoutColon(protocol), canonical.protocol);
  if (username !== undefined) set("username", username, canonical.username);
  if (password !== undefined) set("password", password, canonical.password);
  if (hostname !== undefined) set("hostname", hostname, canonical.hostname);
  const scheme = result.protocol ?? "";
  if (port !== undefined) set("port", port, (value) => canonical.portOf(scheme, value));
  if (pathname !== undefined) {
    set("pathname", resolvePathname(pathname, base, isPattern), (value) => canonicalPathname(value, scheme));
  }
  if (search !== undefined) set("search", withoutQuestionMark(search), canonical.search);
  if (hash !== undefined) set("hash", withoutHash(hash), canonical.hash);
}

/**
 * The components that an init stands for; those of a pattern may be absent, those of a URL are empty then. Throws a
 * TypeError for what is invalid. https://urlpattern.spec.whatwg.org/#process-a-urlpatterninit
 */
function processInit(init, isPattern) {
  const result = isPattern ? { __proto__: null } : emptyComponents();
  const base = baseOf(init);
  if (base !== null) {
    inherit(result, init, base, isPattern);
  }
  processGiven(result, init, base, isPattern);
  return result;
}

function emptyComponents() {
  return {
    __proto__: null,
    protocol: "",
    username: "",
    password: "",
    hostname: "",
    port: "",
    pathname: "",
    search: "",
    hash: "",
  };
}

module.exports = { componentsOf, processInit };

"use strict";

const {
  ArrayPrototypePush,
  ParseInt,
  RegExp,
  RegExpPrototypeExec,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;

// Splits a serialised URL. It matches every one of them, since the serialiser has escaped whatever
// could be taken for a delimiter.
const components = new RegExp(
  "^([^:]*:)" +
    "(?:\\/\\/(?:([^:@\\/?#]*)(?::([^@\\/?#]*))?@)?(\\[[^\\]]*\\]|[^:\\/?#]*)(?::([0-9]+))?)?" +
    "([^?#]*)(?:\\?([^#]*))?(?:#([^]*))?$",
);

/** Where the match of a URL keeps its parts; a part that is absent is undefined. */
const PROTOCOL = 1;
const USERNAME = 2;
const PASSWORD = 3;
const HOSTNAME = 4;
const PORT = 5;
const PATH = 6;
const QUERY = 7;
const FRAGMENT = 8;

function splitHref(href) {
  return RegExpPrototypeExec(components, href);
}

function hostOf(parts) {
  const hostname = parts[HOSTNAME];
  if (hostname === undefined) {
    return "";
  }
  return parts[PORT] === undefined ? hostname : `${hostname}:${parts[PORT]}`;
}

/** The path without the "/." that keeps one beginning with two slashes apart from a host. */
function pathOf(parts) {
  const path = parts[PATH];
  return parts[HOSTNAME] === undefined && StringPrototypeStartsWith(path, "/.//")
    ? StringPrototypeSlice(path, 2)
    : path;
}

function splitPath(path) {
  const segments = [];
  let start = 1;
  while (start <= path.length) {
    let end = StringPrototypeIndexOf(path, "/", start);
    if (end === -1) {
      end = path.length;
    }
    ArrayPrototypePush(segments, StringPrototypeSlice(path, start, end));
    start = end + 1;
  }
  return segments;
}

/**
 * The record of a serialised URL, as whatwg-url has it but for the host, which stays a string: an
 * address serialises to itself. Spares the parser, and above all the domain to ASCII step.
 * https://url.spec.whatwg.org/#concept-url
 */
function recordFromHref(href) {
  const parts = splitHref(href);
  const path = pathOf(parts);
  const isOpaque = parts[HOSTNAME] === undefined && !StringPrototypeStartsWith(path, "/");
  return {
    scheme: StringPrototypeSlice(parts[PROTOCOL], 0, -1),
    username: parts[USERNAME] ?? "",
    password: parts[PASSWORD] ?? "",
    host: parts[HOSTNAME] ?? null,
    port: parts[PORT] === undefined ? null : ParseInt(parts[PORT], 10),
    path: isOpaque ? path : splitPath(path),
    query: parts[QUERY] ?? null,
    fragment: parts[FRAGMENT] ?? null,
  };
}

module.exports = {
  FRAGMENT,
  HOSTNAME,
  PASSWORD,
  PORT,
  PROTOCOL,
  QUERY,
  USERNAME,
  hostOf,
  pathOf,
  recordFromHref,
  splitHref,
};

"use strict";

const {
  RegExp,
  RegExpPrototypeExec,
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

module.exports = {
  FRAGMENT,
  HOSTNAME,
  PASSWORD,
  PATH,
  PORT,
  PROTOCOL,
  QUERY,
  USERNAME,
  hostOf,
  pathOf,
  splitHref,
};

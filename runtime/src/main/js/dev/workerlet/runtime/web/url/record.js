"use strict";

const {
  ArrayPrototypePush,
  ParseInt,
  RegExpPrototypeExec,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
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

// The standard's URL record. Its host is kept as it is serialised, null for none: an address serialises to itself.
// Its path is a list of segments, or a string where it is opaque. https://url.spec.whatwg.org/#concept-url

const driveLetter = /^[A-Za-z][:|]$/;
const normalizedDriveLetter = /^[A-Za-z]:$/;
const driveLetterAtStart = /^[A-Za-z][:|](?:[/\\?#]|$)/;

const matches = (expression, text) => RegExpPrototypeExec(expression, text) !== null;

/** All members are own ones. A class, since V8 keeps a literal without a prototype as a hash table. */
class URLRecord {
  scheme;
  username = "";
  password = "";
  host = null;
  port = null;
  path = [];
  query = null;
  fragment = null;

  constructor(scheme) {
    this.scheme = scheme;
  }
}

const createRecord = (scheme) => new URLRecord(scheme);

/** The default port of a special scheme, null for the one that has none, undefined for other schemes. */
function defaultPortOf(scheme) {
  // not a table: a scheme cut out of a text would have to be looked up among all of V8's strings first
  switch (scheme) {
    case "http":
    case "ws":
      return 80;
    case "https":
    case "wss":
      return 443;
    case "file":
      return null;
    case "ftp":
      return 21;
    default:
      return undefined;
  }
}

const isSpecial = (scheme) => defaultPortOf(scheme) !== undefined;
const hasOpaquePath = (record) => typeof record.path === "string";

// https://url.spec.whatwg.org/#cannot-have-a-username-password-port
function cannotHaveCredentialsOrPort(record) {
  return record.host === null || record.host === "" || record.scheme === "file";
}

/** The port as the record keeps it: null for the scheme's own. */
function portOf(scheme, port) {
  return port === defaultPortOf(scheme) ? null : port;
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

/** The record of a serialised URL. */
function recordFromHref(href) {
  const parts = splitHref(href);
  const record = createRecord(StringPrototypeSlice(parts[PROTOCOL], 0, -1));
  const path = pathOf(parts);
  const isOpaque = parts[HOSTNAME] === undefined && !StringPrototypeStartsWith(path, "/");
  record.username = parts[USERNAME] ?? "";
  record.password = parts[PASSWORD] ?? "";
  record.host = parts[HOSTNAME] ?? null;
  record.port = parts[PORT] === undefined ? null : ParseInt(parts[PORT], 10);
  record.path = isOpaque ? path : splitPath(path);
  record.query = parts[QUERY] ?? null;
  record.fragment = parts[FRAGMENT] ?? null;
  return record;
}

// https://url.spec.whatwg.org/#concept-url-serializer
function serializeRecord(record) {
  const { fragment, query } = record;
  const end = (query === null ? "" : `?${query}`) + (fragment === null ? "" : `#${fragment}`);
  return `${record.scheme}:${serializeAuthority(record)}${serializePath(record)}${end}`;
}

function serializeAuthority(record) {
  const { host, password, path, port, username } = record;
  if (host === null) {
    // keeps a path that begins with two slashes apart from a host
    return !hasOpaquePath(record) && path.length > 1 && path[0] === "" ? "/." : "";
  }
  const secret = password === "" ? "" : `:${password}`;
  const credentials = username === "" && secret === "" ? "" : `${username}${secret}@`;
  return `//${credentials}${host}${port === null ? "" : `:${port}`}`;
}

function serializePath(record) {
  const { path } = record;
  if (typeof path === "string") {
    return path;
  }
  let output = "";
  for (let i = 0; i < path.length; i++) {
    output += `/${path[i]}`;
  }
  return output;
}

// https://url.spec.whatwg.org/#shorten-a-urls-path
function shortenPath(record) {
  const { path } = record;
  const isDrive = record.scheme === "file" && path.length === 1 && matches(normalizedDriveLetter, path[0]);
  if (path.length > 0 && !isDrive) {
    path.length--;
  }
}

module.exports = {
  cannotHaveCredentialsOrPort,
  createRecord,
  hasOpaquePath,
  isDriveLetter: (text) => matches(driveLetter, text),
  isNormalizedDriveLetter: (text) => matches(normalizedDriveLetter, text),
  isSpecial,
  portOf,
  recordFromHref,
  serializePath,
  serializeRecord,
  shortenPath,
  startsWithDriveLetter: (text) => matches(driveLetterAtStart, text),
};

"use strict";

const {
  RegExpPrototypeExec,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
} = primordials;
const {
  delimiter,
  endOfHost,
  scheme,
  setFileHost,
  setPort,
  specialDelimiter,
  withoutLineBreaks,
} = require("web/url/basic-parser");
const { parseHost } = require("web/url/host");
const { addSegments, indexOrEnd, isSlashAt, querySet } = require("web/url/path-parser");
const { FRAGMENT, USERINFO, percentEncode } = require("web/url/percent-encoding");
const {
  cannotHaveCredentialsOrPort,
  hasOpaquePath,
  isSpecial,
  portOf,
  recordFromHref,
  serializeRecord,
} = require("web/url/record");

// What the setters of a URL do: the parser with a state override, changing a record. A value that does not fit changes
// nothing. https://url.spec.whatwg.org/#api

const leadingDigits = /^[0-9]+/;

const hasCredentials = (record) => record.username !== "" || record.password !== "";

// https://url.spec.whatwg.org/#scheme-start-state
function setProtocol(record, value) {
  const match = RegExpPrototypeExec(scheme, `${withoutLineBreaks(value)}:`);
  if (match === null) {
    return;
  }
  const next = StringPrototypeToLowerCase(match[1]);
  const isRefused =
    isSpecial(record.scheme) !== isSpecial(next) ||
    (next === "file" && (hasCredentials(record) || record.port !== null)) ||
    (record.scheme === "file" && record.host === "");
  if (!isRefused) {
    record.scheme = next;
    record.port = portOf(next, record.port);
  }
}

function setUsername(record, value) {
  if (!cannotHaveCredentialsOrPort(record)) {
    record.username = percentEncode(value, USERINFO);
  }
}

function setPassword(record, value) {
  if (!cannotHaveCredentialsOrPort(record)) {
    record.password = percentEncode(value, USERINFO);
  }
}

function setHost(record, value) {
  changeHost(record, value, true);
}

function setHostname(record, value) {
  changeHost(record, value, false);
}

function changeHost(record, value, withPort) {
  if (hasOpaquePath(record)) {
    return;
  }
  const text = withoutLineBreaks(value);
  const special = isSpecial(record.scheme);
  const authority = StringPrototypeSlice(text, 0, indexOrEnd(special ? specialDelimiter : delimiter, text));
  if (record.scheme === "file") {
    setFileHost(record, authority);
    return;
  }
  const end = endOfHost(authority);
  const hasColon = end < authority.length;
  if (hasColon ? end === 0 || !withPort : end === 0 && isHostNeeded(record)) {
    return;
  }
  const host = parseHost(StringPrototypeSlice(authority, 0, end), !special);
  if (host !== null) {
    record.host = host;
    changePort(record, StringPrototypeSlice(authority, end + 1));
  }
}

function isHostNeeded(record) {
  return isSpecial(record.scheme) || hasCredentials(record) || record.port !== null;
}

/** Whatever follows the digits is left out. */
function changePort(record, text) {
  const match = RegExpPrototypeExec(leadingDigits, text);
  if (match !== null) {
    setPort(record, match[0]);
  }
}

function setPortNumber(record, value) {
  if (cannotHaveCredentialsOrPort(record)) {
    return;
  }
  if (value === "") {
    record.port = null;
  } else {
    changePort(record, withoutLineBreaks(value));
  }
}

// https://url.spec.whatwg.org/#path-start-state
function setPathname(record, value) {
  if (hasOpaquePath(record)) {
    return;
  }
  const text = withoutLineBreaks(value);
  const special = isSpecial(record.scheme);
  record.path = [];
  if (special || text !== "" || record.host === null) {
    addSegments(isSlashAt(text, 0, special) ? StringPrototypeSlice(text, 1) : text, record);
  }
}

function withoutPrefix(text, prefix) {
  return StringPrototypeStartsWith(text, prefix) ? StringPrototypeSlice(text, 1) : text;
}

function setSearch(record, value) {
  record.query =
    value === "" ? null : percentEncode(withoutLineBreaks(withoutPrefix(value, "?")), querySet(record));
}

function setHash(record, value) {
  record.fragment = value === "" ? null : percentEncode(withoutLineBreaks(withoutPrefix(value, "#")), FRAGMENT);
}

/** The serialised URL after `set` has changed it. */
function changed(href, set, value) {
  const record = recordFromHref(href);
  set(record, value);
  return serializeRecord(record);
}

module.exports = {
  hash: (href, value) => changed(href, setHash, value),
  host: (href, value) => changed(href, setHost, value),
  hostname: (href, value) => changed(href, setHostname, value),
  password: (href, value) => changed(href, setPassword, value),
  pathname: (href, value) => changed(href, setPathname, value),
  port: (href, value) => changed(href, setPortNumber, value),
  protocol: (href, value) => changed(href, setProtocol, value),
  search: (href, value) => changed(href, setSearch, value),
  username: (href, value) => changed(href, setUsername, value),
};

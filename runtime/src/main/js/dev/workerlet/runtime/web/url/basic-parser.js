"use strict";

const {
  ArrayPrototypePush,
  ParseInt,
  RegExpPrototypeExec,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
} = primordials;
const { copyOfList } = require("web/infra/lists");
const { parseHost } = require("web/url/host");
const {
  indexOrEnd,
  isPathAbsent,
  isSlashAt,
  parseOpaquePath,
  parsePath,
  parsePathStart,
  parseQueryAndFragment,
} = require("web/url/path-parser");
const { USERINFO, percentEncode } = require("web/url/percent-encoding");
const {
  createRecord,
  hasOpaquePath,
  isDriveLetter,
  isNormalizedDriveLetter,
  isSpecial,
  portOf,
  shortenPath,
  startsWithDriveLetter,
} = require("web/url/record");

// The standard's state machine, written as one function for each state or group of states, which takes the text that
// is left when the machine would enter it. Each returns whether it succeeded.
// https://url.spec.whatwg.org/#concept-basic-url-parser

const scheme = /^([A-Za-z][A-Za-z0-9+\-.]*):/;
const beyondSlashes = /^[/\\]*/;
const lineBreakOrTab = /[\t\n\r]/g;
const digits = /^[0-9]*$/;
const delimiter = /[/?#]/;
const specialDelimiter = /[/\\?#]/;
const MOST_PORT = 65_535;

function withoutLineBreaks(text) {
  let output = "";
  let start = 0;
  lineBreakOrTab.lastIndex = 0;
  while (RegExpPrototypeExec(lineBreakOrTab, text) !== null) {
    output += StringPrototypeSlice(text, start, lineBreakOrTab.lastIndex - 1);
    start = lineBreakOrTab.lastIndex;
  }
  return output + StringPrototypeSlice(text, start);
}

/** The text without control characters and spaces at its ends. */
function trim(text) {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] <= " ") {
    start++;
  }
  while (end > start && text[end - 1] <= " ") {
    end--;
  }
  return StringPrototypeSlice(text, start, end);
}

/** The record of a URL, null on failure; the base is a record or null. */
function parse(input, base) {
  const text = withoutLineBreaks(trim(input));
  const match = RegExpPrototypeExec(scheme, text);
  if (match === null) {
    return base === null ? null : parseWithoutScheme(text, base);
  }
  const record = createRecord(StringPrototypeToLowerCase(match[1]));
  return parseAfterScheme(StringPrototypeSlice(text, match[0].length), record, base) ? record : null;
}

function parseAfterScheme(text, record, base) {
  if (record.scheme === "file") {
    return parseFile(text, record, base !== null && base.scheme === "file" ? base : null);
  }
  if (isSpecial(record.scheme)) {
    return base !== null && base.scheme === record.scheme && !StringPrototypeStartsWith(text, "//")
      ? parseRelative(text, record, base)
      : parseAuthority(StringPrototypeSlice(text, RegExpPrototypeExec(beyondSlashes, text)[0].length), record);
  }
  if (StringPrototypeStartsWith(text, "//")) {
    return parseAuthority(StringPrototypeSlice(text, 2), record);
  }
  if (StringPrototypeStartsWith(text, "/")) {
    return parsePath(StringPrototypeSlice(text, 1), record);
  }
  return parseOpaquePath(text, record);
}

// https://url.spec.whatwg.org/#no-scheme-state
function parseWithoutScheme(text, base) {
  const record = createRecord(base.scheme);
  if (hasOpaquePath(base)) {
    if (!StringPrototypeStartsWith(text, "#")) {
      return null;
    }
    record.path = base.path;
    record.query = base.query;
    return parseQueryAndFragment(text, record) ? record : null;
  }
  const succeeded = base.scheme === "file" ? parseFile(text, record, base) : parseRelative(text, record, base);
  return succeeded ? record : null;
}

function copyAuthority(record, base) {
  record.username = base.username;
  record.password = base.password;
  record.host = base.host;
  record.port = base.port;
}

// https://url.spec.whatwg.org/#relative-state
function parseRelative(text, record, base) {
  const special = isSpecial(record.scheme);
  if (isSlashAt(text, 0, special) && isSlashAt(text, 1, special)) {
    const length = special ? RegExpPrototypeExec(beyondSlashes, text)[0].length : 2;
    return parseAuthority(StringPrototypeSlice(text, length), record);
  }
  copyAuthority(record, base);
  return isSlashAt(text, 0, special)
    ? parsePath(StringPrototypeSlice(text, 1), record)
    : parseBesideBase(text, record, base, false);
}

/** What follows the directory of the base, or its whole path. */
function parseBesideBase(text, record, base, fromRoot) {
  record.path = copyOfList(base.path);
  if (isPathAbsent(text)) {
    record.query = base.query;
    return parseQueryAndFragment(text, record);
  }
  if (fromRoot) {
    record.path = [];
  } else {
    shortenPath(record);
  }
  return parsePath(text, record);
}

// https://url.spec.whatwg.org/#authority-state
function parseAuthority(text, record) {
  const end = indexOrEnd(isSpecial(record.scheme) ? specialDelimiter : delimiter, text);
  const authority = StringPrototypeSlice(text, 0, end);
  // the search from the end is slow, and mostly in vain
  const at = StringPrototypeIncludes(authority, "@") ? StringPrototypeLastIndexOf(authority, "@") : -1;
  if (at !== -1) {
    if (at === authority.length - 1) {
      return false;
    }
    setCredentials(record, StringPrototypeSlice(authority, 0, at));
  }
  return (
    parseHostAndPort(StringPrototypeSlice(authority, at + 1), record) &&
    parsePathStart(StringPrototypeSlice(text, end), record)
  );
}

function setCredentials(record, text) {
  const colon = StringPrototypeIndexOf(text, ":");
  const end = colon === -1 ? text.length : colon;
  record.username = percentEncode(StringPrototypeSlice(text, 0, end), USERINFO);
  record.password = percentEncode(StringPrototypeSlice(text, end + 1), USERINFO);
}

/** Where the host ends: at a colon that is not in brackets. */
function endOfHost(text) {
  let inBrackets = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === ":" && !inBrackets) {
      return i;
    }
    inBrackets = text[i] === "[" || (inBrackets && text[i] !== "]");
  }
  return text.length;
}

// https://url.spec.whatwg.org/#host-state and the port state after it
function parseHostAndPort(text, record) {
  const special = isSpecial(record.scheme);
  const end = endOfHost(text);
  if (end === 0 && (special || text !== "")) {
    return false;
  }
  record.host = parseHost(StringPrototypeSlice(text, 0, end), !special);
  return record.host !== null && setPort(record, StringPrototypeSlice(text, end + 1));
}

function setPort(record, text) {
  if (text === "") {
    return true;
  }
  const port = ParseInt(text, 10);
  if (RegExpPrototypeExec(digits, text) === null || port > MOST_PORT) {
    return false;
  }
  record.port = portOf(record.scheme, port);
  return true;
}

// https://url.spec.whatwg.org/#file-state
function parseFile(text, record, base) {
  record.host = "";
  const startsAtDrive = startsWithDriveLetter(text);
  if (isSlashAt(text, 0, true)) {
    if (isSlashAt(text, 1, true)) {
      return parseFileHost(StringPrototypeSlice(text, 2), record);
    }
    const path = StringPrototypeSlice(text, 1);
    if (base !== null) {
      record.host = base.host;
      if (!startsWithDriveLetter(path) && base.path.length > 0 && isNormalizedDriveLetter(base.path[0])) {
        ArrayPrototypePush(record.path, base.path[0]);
      }
    }
    return parsePath(path, record);
  }
  if (base === null) {
    return parsePath(text, record);
  }
  record.host = base.host;
  return parseBesideBase(text, record, base, startsAtDrive);
}

// https://url.spec.whatwg.org/#file-host-state
function parseFileHost(text, record) {
  const end = indexOrEnd(specialDelimiter, text);
  const host = StringPrototypeSlice(text, 0, end);
  if (isDriveLetter(host)) {
    return parsePath(text, record);
  }
  return setFileHost(record, host) && parsePathStart(StringPrototypeSlice(text, end), record);
}

function setFileHost(record, text) {
  const host = text === "" ? "" : parseHost(text, false);
  if (host !== null) {
    record.host = host === "localhost" ? "" : host;
  }
  return host !== null;
}

module.exports = { delimiter, endOfHost, parse, scheme, setFileHost, setPort, specialDelimiter, withoutLineBreaks };

"use strict";

const {
  RegExpPrototypeExec,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
  TypeError,
} = primordials;
const { endOfHost, parse, setPort, specialDelimiter, withoutLineBreaks } = require("web/url/basic-parser");
const { parseHost } = require("web/url/host");
const { addSegments, indexOrEnd, parseOpaquePath } = require("web/url/path-parser");
const { FRAGMENT, SPECIAL_QUERY, USERINFO, percentEncode } = require("web/url/percent-encoding");
const { createRecord, serializePath } = require("web/url/record");

// Brings text of a component into the form in which a URL has it. https://urlpattern.spec.whatwg.org/#canon

const notInAddress = /[^0-9A-Fa-f:[\]]/;
const leadingDigits = /^[0-9]+/;

function invalid(component, value) {
  return new TypeError(`Invalid ${component} '${value}'`);
}

/** The callback, spared for what is empty. */
const unlessEmpty = (canonicalize) => (value) => (value === "" ? "" : canonicalize(value));

function protocol(value) {
  const record = parse(`${value}://dummy.invalid/`, null);
  if (record === null) {
    throw invalid("protocol", value);
  }
  return record.scheme;
}

const credentials = (value) => percentEncode(value, USERINFO);

function hostname(value) {
  const text = withoutLineBreaks(value);
  const name = StringPrototypeSlice(text, 0, indexOrEnd(specialDelimiter, text));
  const host = name === "" || endOfHost(name) < name.length ? null : parseHost(name, false);
  if (host === null) {
    throw invalid("hostname", value);
  }
  return host;
}

function addressHostname(value) {
  if (RegExpPrototypeExec(notInAddress, value) !== null) {
    throw invalid("hostname", value);
  }
  return StringPrototypeToLowerCase(value);
}

/** The port, empty where it is the scheme's own. */
function portOf(scheme, value) {
  if (value === "") {
    return "";
  }
  const record = createRecord(scheme);
  const match = RegExpPrototypeExec(leadingDigits, withoutLineBreaks(value));
  if (match === null || !setPort(record, match[0])) {
    throw invalid("port", value);
  }
  return record.port === null ? "" : `${record.port}`;
}

function pathname(value) {
  const record = createRecord("https");
  // The text may be a piece out of the middle of a path: a slash and a character keep it from being normalised as a
  // beginning, and are taken away again.
  const isWhole = StringPrototypeStartsWith(value, "/");
  addSegments(withoutLineBreaks(isWhole ? StringPrototypeSlice(value, 1) : `-${value}`), record);
  return StringPrototypeSlice(serializePath(record), isWhole ? 0 : 2);
}

function opaquePathname(value) {
  const record = createRecord("https");
  parseOpaquePath(withoutLineBreaks(value), record);
  return record.path;
}

module.exports = {
  addressHostname: unlessEmpty(addressHostname),
  hash: (value) => percentEncode(withoutLineBreaks(value), FRAGMENT),
  hostname: unlessEmpty(hostname),
  opaquePathname: unlessEmpty(opaquePathname),
  password: credentials,
  pathname: unlessEmpty(pathname),
  port: (value) => portOf("https", value),
  portOf,
  protocol: unlessEmpty(protocol),
  search: (value) => percentEncode(withoutLineBreaks(value), SPECIAL_QUERY),
  username: credentials,
};

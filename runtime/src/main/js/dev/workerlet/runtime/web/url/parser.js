"use strict";

const {
  RegExp,
  RegExpPrototypeExec,
  StringPrototypeIncludes,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
} = primordials;
const { PATH, PROTOCOL, hostOf, splitHref } = require("web/url/components");
const basicParser = require.lazy("web/url/basic-parser");
const records = require.lazy("web/url/record");

// Almost every URL a worker parses is one it was given: absolute, http or https, and already in the
// form the parser would give it. Such a URL is recognised in one match, and the parser itself is not
// even loaded. Whatever the expression leaves out goes the long way: credentials, IPv6 addresses,
// default ports, characters to be escaped.
const plainURL = new RegExp(
  "^https?://" +
    "(?:" +
    // labels that cannot be an IPv4 address, for the last one begins with a letter
    "(?:[a-z0-9-]+\\.)*[a-z][a-z0-9-]*|" +
    "(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\\.(?=[0-9])|(?=[:/]))){4}" +
    ")" +
    "(?::(?!80/|443/)(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}))?" +
    "/[!$%&'()*+,\\-./0-9:;=@A-Z\\[\\]_a-z|~]*" +
    "(?:\\?[!$%&()*+,\\-./0-9:;=?@A-Z\\[\\\\\\]^_`a-z{|}~]*)?" +
    "(?:#[!#$%&'()*+,\\-./0-9:;=?@A-Z\\[\\\\\\]^_a-z{|}~]*)?$",
);
const dotSegment = /\/(?:\.|%2e){1,2}(?:[\/?#]|$)/i;

// What keeps a URL from being plain most often: no path, capitals in the host, the default port.
const authority = /^(https?:\/\/)([0-9A-Za-z.-]+)(:[0-9]+)?(?=[\/?#]|$)/i;

function isPlainURL(text) {
  return (
    RegExpPrototypeExec(plainURL, text) !== null &&
    !StringPrototypeIncludes(text, "xn--") &&
    RegExpPrototypeExec(dotSegment, text) === null
  );
}

/** The text with its authority as the parser would write it, null when it has none to speak of. */
function withPlainAuthority(text) {
  const match = RegExpPrototypeExec(authority, text);
  if (match === null) {
    return null;
  }
  const scheme = StringPrototypeToLowerCase(match[1]);
  const port = match[3] === (scheme === "http://" ? ":80" : ":443") ? "" : (match[3] ?? "");
  const rest = StringPrototypeSlice(text, match[0].length);
  const slash = StringPrototypeStartsWith(rest, "/") ? "" : "/";
  return scheme + StringPrototypeToLowerCase(match[2]) + port + slash + rest;
}

/** Parses what needs no parser; null says nothing but that it is needed. */
function parsePlain(text, baseHref) {
  if (isPlainURL(text)) {
    return text;
  }
  if (baseHref !== null && StringPrototypeStartsWith(text, "/") && !StringPrototypeStartsWith(text, "//")) {
    const match = RegExpPrototypeExec(authority, baseHref);
    const joined = match === null ? null : match[0] + text;
    return joined !== null && isPlainURL(joined) ? joined : null;
  }
  const candidate = withPlainAuthority(text);
  return candidate !== null && isPlainURL(candidate) ? candidate : null;
}

/**
 * The serialised URL of a string, null on failure; the base is a serialised URL or null.
 * https://url.spec.whatwg.org/#concept-url-parser
 */
function parseHref(text, baseHref = null) {
  const plain = parsePlain(text, baseHref);
  if (plain !== null) {
    return plain;
  }
  const { recordFromHref, serializeRecord } = records();
  const record = basicParser().parse(text, baseHref === null ? null : recordFromHref(baseHref));
  return record === null ? null : serializeRecord(record);
}

const originOf = (href) => originOfParts(splitHref(href));

/** The serialised origin of a URL of which the parts are known. https://url.spec.whatwg.org/#concept-url-origin */
function originOfParts(parts) {
  switch (parts[PROTOCOL]) {
    case "http:":
    case "https:":
    case "ws:":
    case "wss:":
    case "ftp:":
      return `${parts[PROTOCOL]}//${hostOf(parts)}`;
    case "blob:":
      return originOfBlob(parseHref(parts[PATH]));
    default:
      return "null";
  }
}

function originOfBlob(href) {
  return href !== null && StringPrototypeStartsWith(href, "http") ? originOf(href) : "null";
}

module.exports = { originOf, originOfParts, parseHref };

"use strict";

const {
  Map,
  MapPrototypeGet,
  MapPrototypeSet,
  RegExpPrototypeExec,
  StringPrototypeCharCodeAt,
  StringPrototypeSlice,
  StringPrototypeToLowerCase,
  TypeError,
} = primordials;
const { byteStringError, toByteString } = require("web/webidl/strings");

const notToken = /[^!#$%&'*+\-.^_`|~0-9A-Za-z]/;
const notValue = /[^\x01-\x09\x0b\x0c\x0e-\xff]/;
const notLatin1 = /[^\x00-\xff]/;

// Validating and lower-casing a name costs a scan and an allocation. Nearly every name a worker
// writes is one of these, in one of three spellings, and then both are one look-up.
const knownNames = new Map();
const common =
  "accept accept-charset accept-encoding accept-language accept-ranges access-control-allow-credentials " +
  "access-control-allow-headers access-control-allow-methods access-control-allow-origin " +
  "access-control-expose-headers access-control-max-age access-control-request-headers " +
  "access-control-request-method age allow alt-svc authorization cache-control connection " +
  "content-disposition content-encoding content-language content-length content-location " +
  "content-range content-security-policy content-type cookie date etag expect expires forwarded from " +
  "host if-match if-modified-since if-none-match if-range if-unmodified-since keep-alive last-modified " +
  "link location origin permissions-policy pragma priority proxy-authorization range referer " +
  "referrer-policy retry-after sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform sec-fetch-dest " +
  "sec-fetch-mode sec-fetch-site sec-fetch-user server server-timing set-cookie " +
  "strict-transport-security te trailer transfer-encoding upgrade upgrade-insecure-requests user-agent " +
  "vary via www-authenticate x-content-type-options x-forwarded-for x-forwarded-host " +
  "x-forwarded-proto x-frame-options x-powered-by x-real-ip x-request-id x-xss-protection";
// Load time: no worker code has run, so built-ins are still their own.
for (const name of common.split(" ")) {
  MapPrototypeSet(knownNames, name, name);
  MapPrototypeSet(knownNames, name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase()), name);
  MapPrototypeSet(knownNames, name.toUpperCase(), name);
}
for (const spelling of ["ETag", "TE", "WWW-Authenticate", "X-XSS-Protection", "Sec-CH-UA"]) {
  MapPrototypeSet(knownNames, spelling, spelling.toLowerCase());
}

/** A header name as an ArgumentIsByteString and a token, lower-cased. */
function normalizeName(value, prefix) {
  const known = MapPrototypeGet(knownNames, value);
  if (known !== undefined) {
    return known;
  }
  const name = toByteString(value, prefix, "The header name");
  if (name === "" || RegExpPrototypeExec(notToken, name) !== null) {
    throw new TypeError(`${prefix}: Invalid name`);
  }
  return StringPrototypeToLowerCase(name);
}

/** Lower-cases a name that comes from the host, which is already known to be a token. */
function lowerCaseName(name) {
  return MapPrototypeGet(knownNames, name) ?? StringPrototypeToLowerCase(name);
}

function isHttpWhitespace(code) {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

// https://fetch.spec.whatwg.org/#concept-header-value-normalize
function trimHttpWhitespace(value) {
  let start = 0;
  let end = value.length;
  while (start < end && isHttpWhitespace(StringPrototypeCharCodeAt(value, start))) {
    start++;
  }
  while (end > start && isHttpWhitespace(StringPrototypeCharCodeAt(value, end - 1))) {
    end--;
  }
  return end - start === value.length ? value : StringPrototypeSlice(value, start, end);
}

/** A header value: a ByteString without surrounding whitespace and without NUL, CR or LF. */
function normalizeValue(value, prefix) {
  const string = typeof value === "string" ? value : `${value}`;
  const text = trimHttpWhitespace(string);
  if (RegExpPrototypeExec(notValue, text) !== null) {
    const match = RegExpPrototypeExec(notLatin1, string);
    throw match === null
      ? new TypeError(`${prefix}: Invalid value`)
      : byteStringError(string, match.index, prefix, "The header value");
  }
  return text;
}

module.exports = { lowerCaseName, normalizeName, normalizeValue, trimHttpWhitespace };

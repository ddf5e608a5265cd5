"use strict";

const { RegExpPrototypeExec, StringPrototypeEndsWith, StringPrototypeIncludes, StringPrototypeSlice } = primordials;
const { StringPrototypeStartsWith, StringPrototypeToLowerCase } = primordials;
const { isIPv4, parseIPv4 } = require("web/url/ipv4");
const { parseIPv6 } = require("web/url/ipv6");
const { C0_CONTROL, percentEncode } = require("web/url/percent-encoding");
const { percentDecode } = require("web/url/url-encoded");
const idna = require.lazy("web/url/idna");

// https://url.spec.whatwg.org/#forbidden-host-code-point
const forbiddenInHost = /[\0\t\n\r #/:<>?@[\\\]^|]/;
const forbiddenInDomain = /[\0-\x20#%/:<>?@[\\\]^|\x7f]/;
const ascii = /^[\0-\x7f]*$/;
const punycodeLabel = /(?:^|\.)xn--/i;

/** The serialised host, null on failure. https://url.spec.whatwg.org/#concept-host-parser */
function parseHost(text, isOpaque) {
  if (StringPrototypeStartsWith(text, "[")) {
    const address = StringPrototypeEndsWith(text, "]") ? parseIPv6(StringPrototypeSlice(text, 1, -1)) : null;
    return address === null ? null : `[${address}]`;
  }
  if (isOpaque) {
    return RegExpPrototypeExec(forbiddenInHost, text) === null ? percentEncode(text, C0_CONTROL) : null;
  }
  const domain = domainToASCII(StringPrototypeIncludes(text, "%") ? percentDecode(text) : text);
  return domain !== null && isIPv4(domain) ? parseIPv4(domain) : domain;
}

/** The domain in ASCII, null on failure. https://url.spec.whatwg.org/#concept-domain-to-ascii */
function domainToASCII(domain) {
  const isPlain = RegExpPrototypeExec(ascii, domain) !== null && RegExpPrototypeExec(punycodeLabel, domain) === null;
  const result = isPlain ? StringPrototypeToLowerCase(domain) : idna().toASCII(domain);
  return result === null || result === "" || RegExpPrototypeExec(forbiddenInDomain, result) !== null ? null : result;
}

module.exports = { parseHost };

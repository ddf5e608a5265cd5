"use strict";

const {
  RegExpPrototypeExec,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
} = primordials;
const { C0_CONTROL, percentEncode } = require("web/url/percent-encoding");
const { percentDecode } = require("web/url/url-encoded");
const idna = require.lazy("web/url/idna");
const ipv4 = require.lazy("web/url/ipv4");
const ipv6 = require.lazy("web/url/ipv6");

// https://url.spec.whatwg.org/#forbidden-host-code-point
const forbiddenInHost = /[\0\t\n\r #/:<>?@[\\\]^|]/;
const forbiddenInDomain = /[\0-\x20#%/:<>?@[\\\]^|\x7f]/;
// A last label that is a number makes a host an IPv4 address. https://url.spec.whatwg.org/#ends-in-a-number-checker
const endsInNumber = /(?:^|\.)(?:[0-9]+|0[Xx][0-9A-Fa-f]*)\.?$/;
const ascii = /^[\0-\x7f]*$/;
const punycodeLabel = /(?:^|\.)xn--/i;

/** The serialised host, null on failure. https://url.spec.whatwg.org/#concept-host-parser */
function parseHost(text, isOpaque) {
  if (StringPrototypeStartsWith(text, "[")) {
    const address = StringPrototypeEndsWith(text, "]") ? ipv6().parseIPv6(StringPrototypeSlice(text, 1, -1)) : null;
    return address === null ? null : `[${address}]`;
  }
  if (isOpaque) {
    return RegExpPrototypeExec(forbiddenInHost, text) === null ? percentEncode(text, C0_CONTROL) : null;
  }
  const domain = domainToASCII(StringPrototypeIncludes(text, "%") ? percentDecode(text) : text);
  const isAddress = domain !== null && RegExpPrototypeExec(endsInNumber, domain) !== null;
  return isAddress ? ipv4().parseIPv4(domain) : domain;
}

/** The domain in ASCII, null on failure. https://url.spec.whatwg.org/#concept-domain-to-ascii */
function domainToASCII(domain) {
  const isPlain = RegExpPrototypeExec(ascii, domain) !== null && RegExpPrototypeExec(punycodeLabel, domain) === null;
  const result = isPlain ? StringPrototypeToLowerCase(domain) : idna().toASCII(domain);
  return result === null || result === "" || RegExpPrototypeExec(forbiddenInDomain, result) !== null ? null : result;
}

module.exports = { parseHost };

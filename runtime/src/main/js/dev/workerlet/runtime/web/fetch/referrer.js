"use strict";

const { StringPrototypeIndexOf, StringPrototypeSlice, StringPrototypeStartsWith, StringPrototypeToLowerCase } =
  primordials;
const { trimHttpWhitespace } = require("web/fetch/header-syntax");
const { getFromList } = require("web/fetch/headers");
const { HOSTNAME, PROTOCOL, QUERY, hostOf, pathOf, splitHref } = require("web/url/components");

const DEFAULT_POLICY = "strict-origin-when-cross-origin";
const POLICIES = [
  "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin", "origin-when-cross-origin",
  "strict-origin-when-cross-origin", "unsafe-url",
];
const MOST_CHARS = 4096;

function originOf(parts) {
  return `${parts[PROTOCOL]}//${hostOf(parts)}/`;
}

/** Without credentials and fragment. https://w3c.github.io/webappsec-referrer-policy/#strip-url */
function stripped(parts) {
  const query = parts[QUERY] === undefined ? "" : `?${parts[QUERY]}`;
  const url = `${parts[PROTOCOL]}//${hostOf(parts)}${pathOf(parts)}${query}`;
  return url.length > MOST_CHARS ? originOf(parts) : url;
}

// https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy, as far as a server can tell
function isTrustworthy(parts) {
  return (
    parts[PROTOCOL] === "https:" ||
    parts[HOSTNAME] === "localhost" ||
    parts[HOSTNAME] === "[::1]" ||
    StringPrototypeStartsWith(parts[HOSTNAME], "127.")
  );
}

/**
 * What a request says about where it comes from: null for nothing. `referrer` is that of a Request; a worker is no page,
 * so "about:client" says nothing. https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
 */
function referrerFor(referrer, policy, target) {
  if (!StringPrototypeStartsWith(referrer, "http:") && !StringPrototypeStartsWith(referrer, "https:")) return null;
  const source = splitHref(referrer);
  const origin = originOf(source);
  const isSameOrigin = origin === originOf(target);
  const isDowngrade = isTrustworthy(source) && !isTrustworthy(target);
  switch (policy === "" ? DEFAULT_POLICY : policy) {
    case "no-referrer":
      return null;
    case "origin":
      return origin;
    case "unsafe-url":
      return stripped(source);
    case "strict-origin":
      return isDowngrade ? null : origin;
    case "strict-origin-when-cross-origin":
      if (isSameOrigin) return stripped(source);
      return isDowngrade ? null : origin;
    case "same-origin":
      return isSameOrigin ? stripped(source) : null;
    case "origin-when-cross-origin":
      return isSameOrigin ? stripped(source) : origin;
    default:
      return isDowngrade ? null : stripped(source);
  }
}

/** The policy after a redirect, whose response may set another: the last one that is known counts. */
function policyAfter(list, policy) {
  const value = getFromList(list, "referrer-policy");
  let known = policy;
  for (let start = 0; value !== null && start <= value.length; ) {
    const comma = StringPrototypeIndexOf(value, ",", start);
    const end = comma < 0 ? value.length : comma;
    const token = StringPrototypeToLowerCase(trimHttpWhitespace(StringPrototypeSlice(value, start, end)));
    for (let i = 0; i < POLICIES.length; i++) {
      if (POLICIES[i] === token) known = token;
    }
    start = end + 1;
  }
  return known;
}

module.exports = { policyAfter, referrerFor };

"use strict";

const { RegExpPrototypeExec, StringPrototypeStartsWith, StringPrototypeToUpperCase, TypeError } = primordials;
const { parseHref } = require("web/url/parser");
const { toByteString, toDOMString, toEnumeration, toUSVString } = require("web/webidl/strings");

const notToken = /[^!#$%&'*+\-.^_`|~0-9A-Za-z]/;

const referrerPolicies = [
  "", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin",
  "origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url",
];
const modes = ["navigate", "same-origin", "no-cors", "cors"];
const credentials = ["omit", "same-origin", "include"];
const caches = ["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"];
const redirects = ["follow", "error", "manual"];
const duplexes = ["half"];
const priorities = ["high", "low", "auto"];

/**
 * What a request rarely says otherwise. Requests share this one object until an init changes a
 * member, so that a request made per call carries one reference for all of them.
 */
const defaultOptions = {
  __proto__: null,
  cache: "default",
  credentials: "same-origin",
  integrity: "",
  keepalive: false,
  mode: "cors",
  redirect: "follow",
  referrer: "about:client",
  referrerPolicy: "",
};

// https://fetch.spec.whatwg.org/#methods
function normalizeMethod(value, prefix) {
  const method = toByteString(value, prefix, "method");
  switch (method) {
    case "GET":
    case "POST":
    case "PUT":
    case "DELETE":
    case "HEAD":
    case "OPTIONS":
    case "PATCH":
      return method;
  }
  if (method === "" || RegExpPrototypeExec(notToken, method) !== null) {
    throw new TypeError(`${prefix}: '${method}' is not a valid HTTP method.`);
  }
  const upper = StringPrototypeToUpperCase(method);
  switch (upper) {
    case "CONNECT":
    case "TRACE":
    case "TRACK":
      throw new TypeError(`${prefix}: '${method}' HTTP method is unsupported.`);
    case "GET":
    case "POST":
    case "PUT":
    case "DELETE":
    case "HEAD":
    case "OPTIONS":
      return upper;
    default:
      // "patch" stays as it is written
      return method;
  }
}

/**
 * Converts a RequestInit: members in the order of WebIDL, each undefined when absent.
 * https://fetch.spec.whatwg.org/#requestinit
 */
function convertRequestInit(init, prefix) {
  const enumeration = (value, allowed, member, type) =>
    value === undefined ? undefined : toEnumeration(value, allowed, prefix, member, type);

  const body = init.body;
  const cache = enumeration(init.cache, caches, "cache", "RequestCache");
  const credentialsMode = enumeration(init.credentials, credentials, "credentials", "RequestCredentials");
  const duplex = enumeration(init.duplex, duplexes, "duplex", "RequestDuplex");
  const headers = init.headers;
  const integrity = init.integrity;
  const integrityText = integrity === undefined ? undefined : toDOMString(integrity);
  const keepalive = init.keepalive;
  const method = init.method;
  const methodText = method === undefined ? undefined : toByteString(method, prefix, "method");
  const mode = enumeration(init.mode, modes, "mode", "RequestMode");
  enumeration(init.priority, priorities, "priority", "RequestPriority");
  const redirect = enumeration(init.redirect, redirects, "redirect", "RequestRedirect");
  const referrer = init.referrer;
  const referrerText = referrer === undefined ? undefined : toUSVString(referrer);
  const referrerPolicy = enumeration(init.referrerPolicy, referrerPolicies, "referrerPolicy", "ReferrerPolicy");
  const signal = init.signal;
  const window = init.window;
  return {
    body,
    cache,
    credentials: credentialsMode,
    duplex,
    headers,
    integrity: integrityText,
    keepalive: keepalive === undefined ? undefined : !!keepalive,
    method: methodText,
    mode,
    redirect,
    referrer: referrerText,
    referrerPolicy,
    signal,
    window,
  };
}

// https://fetch.spec.whatwg.org/#dom-request step 14
function resolveReferrer(referrer, prefix) {
  if (referrer === "") {
    return "";
  }
  const href = parseHref(referrer);
  if (href === null) {
    throw new TypeError(`${prefix}: Referrer '${referrer}' is not a valid URL.`);
  }
  // A worker has no origin that the referrer could differ from.
  return StringPrototypeStartsWith(href, "about:client") ? "about:client" : href;
}

/** The options of a new request: those of the request it is made from, changed by an init. */
function optionsFrom(base, init, prefix) {
  if (init.window !== undefined && init.window !== null) {
    throw new TypeError(`${prefix}: 'window' must be null.`);
  }
  if (init.mode === "navigate") {
    throw new TypeError(
      `${prefix}: Cannot construct a Request with a RequestInit whose mode member is set as 'navigate'.`,
    );
  }
  const options = {
    __proto__: null,
    cache: init.cache ?? base.cache,
    credentials: init.credentials ?? base.credentials,
    integrity: init.integrity ?? base.integrity,
    keepalive: init.keepalive ?? base.keepalive,
    mode: init.mode ?? base.mode,
    redirect: init.redirect ?? base.redirect,
    referrer: init.referrer === undefined ? base.referrer : resolveReferrer(init.referrer, prefix),
    referrerPolicy: init.referrerPolicy ?? base.referrerPolicy,
  };
  if (options.cache === "only-if-cached" && options.mode !== "same-origin") {
    throw new TypeError(`${prefix}: 'only-if-cached' can be set only with 'same-origin' mode.`);
  }
  return options;
}

/** Of a request that has come in: a worker that passes it on passes redirects back, as they are for its client. */
const incomingOptions = { ...defaultOptions, redirect: "manual" };

module.exports = { convertRequestInit, defaultOptions, incomingOptions, normalizeMethod, optionsFrom };

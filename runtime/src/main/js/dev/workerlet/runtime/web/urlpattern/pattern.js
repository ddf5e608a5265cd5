"use strict";

const { ObjectDefineProperty, RegExpPrototypeExec, TypeError } = primordials;
const { parseHref } = require("web/url/parser");
const { portOf } = require("web/url/record");
const canonical = require("web/urlpattern/canonicalize");
const { Component } = require("web/urlpattern/component");
const { matchesSpecialScheme, parseConstructorString } = require("web/urlpattern/constructor-string");
const { createOptions } = require("web/urlpattern/expressions");
const { componentsOf, processInit } = require("web/urlpattern/init");

const COMPONENTS = ["protocol", "username", "password", "hostname", "port", "pathname", "search", "hash"];
const addressAtStart = /^[{\\]?\[./;
const decimal = /^[0-9]+$/;

/** The component that matches everything: the same for all options. */
const anything = new Component("*", canonical.hash, createOptions("", "", false));

function withDefaults(components) {
  for (let i = 0; i < COMPONENTS.length; i++) {
    components[COMPONENTS[i]] ??= "*";
  }
  const { port, protocol } = components;
  if (RegExpPrototypeExec(decimal, port) !== null && portOf(protocol, +port) === null) {
    components.port = "";
  }
  return components;
}

function initOf(input, baseURL) {
  if (typeof input !== "string") {
    if (baseURL !== null) {
      throw new TypeError("A base URL is only allowed beside a string");
    }
    return input;
  }
  const init = parseConstructorString(input);
  if (baseURL !== null) {
    init.baseURL = baseURL;
  } else if (init.protocol === undefined) {
    throw new TypeError(`The pattern '${input}' is relative, and there is no base URL`);
  }
  return init;
}

/**
 * A compiled pattern: its components by name. `input` is a string or an init, the base a string or null.
 * https://urlpattern.spec.whatwg.org/#url-pattern-create
 */
function createPattern(input, baseURL, ignoreCase) {
  const given = withDefaults(processInit(initOf(input, baseURL), true));
  const compile = (name, encode, options) =>
    given[name] === "*" ? anything : new Component(given[name], encode, options);
  const plain = createOptions("", "", false);
  const rest = createOptions("", "", ignoreCase);
  const protocol = compile("protocol", canonical.protocol, plain);
  const isAddress = RegExpPrototypeExec(addressAtStart, given.hostname) !== null;
  const hostname = isAddress ? canonical.addressHostname : canonical.hostname;
  const isHierarchical = matchesSpecialScheme(protocol);
  return {
    __proto__: null,
    protocol,
    username: compile("username", canonical.username, plain),
    password: compile("password", canonical.password, plain),
    hostname: compile("hostname", hostname, createOptions(".", "", false)),
    port: compile("port", canonical.port, plain),
    pathname: isHierarchical
      ? compile("pathname", canonical.pathname, createOptions("/", "/", ignoreCase))
      : compile("pathname", canonical.opaquePathname, rest),
    search: compile("search", canonical.search, rest),
    hash: compile("hash", canonical.hash, rest),
  };
}

/** The components that are to be matched, null where the input is no URL. */
function componentsOfInput(input, baseURL) {
  if (typeof input !== "string") {
    if (baseURL !== undefined) {
      throw new TypeError("A base URL is only allowed beside a string");
    }
    try {
      return processInit(input, false);
    } catch {
      return null;
    }
  }
  const base = baseURL === undefined ? null : parseHref(baseURL);
  const href = base === null && baseURL !== undefined ? null : parseHref(input, base);
  return href === null ? null : componentsOf(href);
}

function testPattern(pattern, input, baseURL) {
  const components = componentsOfInput(input, baseURL);
  if (components === null) {
    return false;
  }
  for (let i = 0; i < COMPONENTS.length; i++) {
    const name = COMPONENTS[i];
    if (!pattern[name].matches(components[name])) {
      return false;
    }
  }
  return true;
}

/** A property of an object of the worker's, whatever setters its prototype has. */
function define(object, name, value) {
  ObjectDefineProperty(object, name, {
    __proto__: null,
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

// https://urlpattern.spec.whatwg.org/#create-a-component-match-result
function resultOf(component, input, match) {
  const { names } = component;
  // a computed key defines a property too, and is what most components need
  const groups = names.length === 0 ? {} : { [names[0]]: match[1] };
  for (let i = 1; i < names.length; i++) {
    define(groups, names[i], match[i + 1]);
  }
  return { groups, input };
}

/** The init as the worker gets it back. */
function copyOfInit(init) {
  const copy = {};
  for (const name in init) {
    if (init[name] !== undefined) {
      define(copy, name, init[name]);
    }
  }
  return copy;
}

// https://urlpattern.spec.whatwg.org/#url-pattern-match
function execPattern(pattern, input, baseURL) {
  const components = componentsOfInput(input, baseURL);
  if (components === null) {
    return null;
  }
  const results = { __proto__: null };
  for (let i = 0; i < COMPONENTS.length; i++) {
    const name = COMPONENTS[i];
    const match = pattern[name].exec(components[name]);
    if (match === null) {
      return null;
    }
    results[name] = resultOf(pattern[name], components[name], match);
  }
  const first = typeof input === "string" ? input : copyOfInit(input);
  const { hash, hostname, password, pathname, port, protocol, search, username } = results;
  const inputs = baseURL === undefined ? [first] : [first, baseURL];
  return { hash, hostname, inputs, password, pathname, port, protocol, search, username };
}

function hasRegExpGroups(pattern) {
  for (let i = 0; i < COMPONENTS.length; i++) {
    if (pattern[COMPONENTS[i]].hasRegExpGroups) {
      return true;
    }
  }
  return false;
}

module.exports = { createPattern, execPattern, hasRegExpGroups, testPattern };

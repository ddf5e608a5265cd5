"use strict";

const { TypeError } = primordials;
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { toEnumeration, toUSVString } = require("web/webidl/strings");
const compiler = require.lazy("web/urlpattern/pattern");
const comparison = require.lazy("web/urlpattern/compare");
const inputs = require.lazy("web/urlpattern/input");

let isURLPattern;

const components = ["protocol", "username", "password", "hostname", "port", "pathname", "search", "hash"];

// https://urlpattern.spec.whatwg.org/#urlpattern-class
class URLPattern {
  /** The compiled components by name. */
  #components;

  constructor() {
    const { baseURL, ignoreCase, input } = inputs().toConstructorArguments(
      arguments,
      "Failed to construct 'URLPattern'",
    );
    this.#components = compiler().createPattern(input, baseURL, ignoreCase);
  }

  /** Not in the standard yet: orders two patterns by how specific a component of theirs is. */
  static compareComponent(component, left, right) {
    const prefix = "Failed to execute 'compareComponent' on 'URLPattern'";
    requiredArguments(arguments.length, 3, prefix);
    const name = toEnumeration(component, components, prefix, "parameter 1", "URLPatternComponent");
    if (!isURLPattern(left) || !isURLPattern(right)) {
      throw new TypeError(`${prefix}: parameters 2 and 3 must be of type 'URLPattern'.`);
    }
    return comparison().compareComponents(left.#components[name], right.#components[name]);
  }

  get protocol() {
    return this.#components.protocol.pattern;
  }

  get username() {
    return this.#components.username.pattern;
  }

  get password() {
    return this.#components.password.pattern;
  }

  get hostname() {
    return this.#components.hostname.pattern;
  }

  get port() {
    return this.#components.port.pattern;
  }

  get pathname() {
    return this.#components.pathname.pattern;
  }

  get search() {
    return this.#components.search.pattern;
  }

  get hash() {
    return this.#components.hash.pattern;
  }

  get hasRegExpGroups() {
    return compiler().hasRegExpGroups(this.#components);
  }

  test(input = undefined, baseURL = undefined) {
    const pattern = this.#components;
    const url = inputs().toPatternInput(input);
    return compiler().testPattern(pattern, url, baseURL === undefined ? undefined : toUSVString(baseURL));
  }

  exec(input = undefined, baseURL = undefined) {
    const pattern = this.#components;
    const url = inputs().toPatternInput(input);
    return compiler().execPattern(pattern, url, baseURL === undefined ? undefined : toUSVString(baseURL));
  }

  static {
    isURLPattern = (value) => typeof value === "object" && value !== null && #components in value;
  }
}
defineInterface(URLPattern);

module.exports = { URLPattern };

"use strict";

const { ArrayPrototypePush, RegExp, RegExpPrototypeExec, TypeError } = primordials;
const { generatePattern, generateRegExp } = require("web/urlpattern/generate");
const { ANYTHING, CUSTOM_REGEXP, FIXED_TEXT, parsePattern } = require("web/urlpattern/parts");

/** Longest pattern of a component, in code units. */
const MOST_LENGTH = 65_536;

function namesOf(parts) {
  const names = [];
  for (let i = 0; i < parts.length; i++) {
    if (parts[i].type !== FIXED_TEXT) {
      ArrayPrototypePush(names, parts[i].name);
    }
  }
  return names;
}

function hasCustomRegExp(parts) {
  for (let i = 0; i < parts.length; i++) {
    if (parts[i].type === CUSTOM_REGEXP) {
      return true;
    }
  }
  return false;
}

const isAnything = ({ modifier, prefix, suffix, type }) =>
  type === ANYTHING && modifier === "" && prefix === "" && suffix === "";

/** The one text that a pattern matches, undefined where it matches several. */
function onlyTextOf(parts, options) {
  if (parts.length === 0) {
    return "";
  }
  const { modifier, type, value } = parts[0];
  const isPlain = parts.length === 1 && type === FIXED_TEXT && modifier === "" && !options.ignoreCase;
  return isPlain ? value : undefined;
}

/** A compiled component of a pattern. https://urlpattern.spec.whatwg.org/#component */
class Component {
  parts;
  pattern;
  names;
  hasRegExpGroups;
  /** Most components are "*" or plain text, and need no expression. */
  #isAnything;
  #onlyText;
  #options;
  #expression = null;

  constructor(text, encode, options) {
    if (text.length > MOST_LENGTH) {
      throw new TypeError(`A component of a pattern is longer than ${MOST_LENGTH} characters`);
    }
    const parts = parsePattern(text, options, encode);
    this.parts = parts;
    this.pattern = generatePattern(parts, options);
    this.names = namesOf(parts);
    this.hasRegExpGroups = hasCustomRegExp(parts);
    this.#isAnything = parts.length === 1 && isAnything(parts[0]);
    this.#onlyText = onlyTextOf(parts, options);
    this.#options = options;
    if (this.hasRegExpGroups) {
      // what is wrong with it has to be told now
      this.#compile();
    }
  }

  matches(text) {
    if (this.#isAnything) {
      return true;
    }
    return this.#onlyText === undefined ? this.#match(text) !== null : this.#onlyText === text;
  }

  /** A list of which the items from the second on are what the groups have matched; null for no match. */
  exec(text) {
    if (this.#isAnything) {
      return [text, text];
    }
    if (this.#onlyText !== undefined) {
      return this.#onlyText === text ? [text] : null;
    }
    return this.#match(text);
  }

  #match(text) {
    return RegExpPrototypeExec(this.#expression ?? this.#compile(), text);
  }

  #compile() {
    const source = generateRegExp(this.parts, this.#options);
    try {
      return (this.#expression = new RegExp(source, this.#options.ignoreCase ? "vi" : "v"));
    } catch (error) {
      throw new TypeError(`Invalid pattern '${this.pattern}': ${error.message}`);
    }
  }
}

module.exports = { Component };

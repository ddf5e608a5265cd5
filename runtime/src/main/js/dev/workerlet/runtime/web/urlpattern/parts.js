"use strict";

const { ArrayPrototypePush, TypeError } = primordials;
const { FULL_WILDCARD, segmentWildcard } = require("web/urlpattern/expressions");
const tokens = require("web/urlpattern/tokenizer");
const { ASTERISK, CHAR, CLOSE, END, ESCAPED_CHAR, NAME, OPEN, OTHER_MODIFIER, REGEXP, tokenize } = tokens;

// Types of parts, from the most specific one on. https://urlpattern.spec.whatwg.org/#part-type
const FIXED_TEXT = 0;
const CUSTOM_REGEXP = 1;
const SEGMENT_WILDCARD = 2;
const ANYTHING = 3;

const modifierOf = (token) => (token === null ? "" : token.value);

function createPart(type, value, modifier) {
  return { __proto__: null, type, value, modifier, name: "", prefix: "", suffix: "" };
}

// https://urlpattern.spec.whatwg.org/#pattern-parser
class PatternParser {
  parts = [];
  #tokens;
  #index = 0;
  #options;
  #encode;
  /** Fixed text that is not a part yet, since more may follow. */
  #pending = "";
  #nextNumber = 0;

  constructor(text, options, encode) {
    this.#tokens = tokenize(text, false);
    this.#options = options;
    this.#encode = encode;
  }

  run() {
    while (this.#index < this.#tokens.length) {
      this.#next();
    }
    return this.parts;
  }

  #next() {
    const char = this.#take(CHAR);
    const name = this.#take(NAME);
    const expression = this.#takeExpression(name);
    if (name !== null || expression !== null) {
      this.#addGroupAfter(char, name, expression);
      return;
    }
    const fixed = char ?? this.#take(ESCAPED_CHAR);
    if (fixed !== null) {
      this.#pending += fixed.value;
    } else if (this.#take(OPEN) !== null) {
      this.#addBraces();
    } else {
      this.#addPending();
      this.#require(END);
    }
  }

  #addGroupAfter(char, name, expression) {
    let prefix = char === null ? "" : char.value;
    if (prefix !== this.#options.prefix) {
      this.#pending += prefix;
      prefix = "";
    }
    this.#addPending();
    this.#addGroup(prefix, name, expression, "", modifierOf(this.#takeModifier()));
  }

  #addBraces() {
    const prefix = this.#takeText();
    const name = this.#take(NAME);
    const expression = this.#takeExpression(name);
    const suffix = this.#takeText();
    this.#require(CLOSE);
    const modifier = modifierOf(this.#takeModifier());
    if (name !== null || expression !== null) {
      this.#addPending();
      this.#addGroup(prefix, name, expression, suffix, modifier);
    } else if (modifier === "") {
      this.#pending += prefix;
    } else {
      this.#addPending();
      if (prefix !== "") {
        ArrayPrototypePush(this.parts, createPart(FIXED_TEXT, this.#encode(prefix), modifier));
      }
    }
  }

  #addGroup(prefix, name, expression, suffix, modifier) {
    const part = this.#createGroup(expression, modifier);
    part.name = name === null ? `${this.#nextNumber++}` : name.value;
    for (let i = 0; i < this.parts.length; i++) {
      if (this.parts[i].name === part.name) {
        throw new TypeError(`The name '${part.name}' is used twice in a pattern`);
      }
    }
    part.prefix = this.#encode(prefix);
    part.suffix = this.#encode(suffix);
    ArrayPrototypePush(this.parts, part);
  }

  #createGroup(expression, modifier) {
    const isAsterisk = expression !== null && expression.type === ASTERISK;
    if (isAsterisk || (expression !== null && expression.value === FULL_WILDCARD)) {
      return createPart(ANYTHING, "", modifier);
    }
    const isSegment = expression === null || expression.value === segmentWildcard(this.#options);
    return isSegment
      ? createPart(SEGMENT_WILDCARD, "", modifier)
      : createPart(CUSTOM_REGEXP, expression.value, modifier);
  }

  #addPending() {
    if (this.#pending !== "") {
      ArrayPrototypePush(this.parts, createPart(FIXED_TEXT, this.#encode(this.#pending), ""));
      this.#pending = "";
    }
  }

  #take(type) {
    const token = this.#tokens[this.#index];
    if (token.type !== type) {
      return null;
    }
    this.#index++;
    return token;
  }

  #takeModifier() {
    return this.#take(OTHER_MODIFIER) ?? this.#take(ASTERISK);
  }

  #takeExpression(name) {
    return this.#take(REGEXP) ?? (name === null ? this.#take(ASTERISK) : null);
  }

  #takeText() {
    let text = "";
    for (;;) {
      const token = this.#take(CHAR) ?? this.#take(ESCAPED_CHAR);
      if (token === null) {
        return text;
      }
      text += token.value;
    }
  }

  #require(type) {
    if (this.#take(type) === null) {
      const { index, value } = this.#tokens[this.#index];
      throw new TypeError(`Unexpected '${value}' at ${index} of a pattern, expected ${type}`);
    }
  }
}

/** The parts of a pattern; `encode` brings its fixed text into the form that a URL has it in. */
const parsePattern = (text, options, encode) => new PatternParser(text, options, encode).run();

module.exports = { ANYTHING, CUSTOM_REGEXP, FIXED_TEXT, SEGMENT_WILDCARD, createPart, parsePattern };

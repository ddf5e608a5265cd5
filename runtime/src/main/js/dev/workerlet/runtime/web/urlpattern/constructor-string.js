"use strict";

const { StringPrototypeSlice } = primordials;
const canonical = require("web/urlpattern/canonicalize");
const { Component } = require("web/urlpattern/component");
const { createOptions } = require("web/urlpattern/expressions");
const tokens = require("web/urlpattern/tokenizer");
const { ASTERISK, CHAR, CLOSE, END, ESCAPED_CHAR, INVALID_CHAR, NAME, OPEN, REGEXP, tokenize } = tokens;

// States, in the order of a URL. https://urlpattern.spec.whatwg.org/#constructor-string-parser-state
const INIT = 0;
const PROTOCOL = 1;
const AUTHORITY = 2;
const USERNAME = 3;
const PASSWORD = 4;
const HOSTNAME = 5;
const PORT = 6;
const PATHNAME = 7;
const SEARCH = 8;
const HASH = 9;
const DONE = 10;
const COMPONENTS = ["", "protocol", "", "username", "password", "hostname", "port", "pathname", "search", "hash", ""];

const SPECIAL_SCHEMES = ["ftp", "file", "http", "https", "ws", "wss"];

/** Whether a protocol's component matches one of the special schemes. */
function matchesSpecialScheme(component) {
  for (let i = 0; i < SPECIAL_SCHEMES.length; i++) {
    if (component.matches(SPECIAL_SCHEMES[i])) {
      return true;
    }
  }
  return false;
}

/** Splits a pattern of a whole URL into patterns of its components. */
class ConstructorStringParser {
  result = { __proto__: null };
  #text;
  #tokens;
  #state = INIT;
  #index = 0;
  /** The token with which the component begins. */
  #start = 0;
  #isMoved = false;
  #groupDepth = 0;
  #bracketDepth = 0;
  #isSpecial = false;

  constructor(text) {
    this.#text = text;
    this.#tokens = tokenize(text, true);
  }

  run() {
    while (this.#state !== DONE) {
      this.#isMoved = false;
      this.#next(this.#tokens[this.#index].type);
      this.#index += this.#isMoved ? 0 : 1;
    }
    // without a port a host means the default one
    if (this.result.hostname !== undefined && this.result.port === undefined) {
      this.result.port = "";
    }
    return this.result;
  }

  #next(type) {
    if (type === END) {
      this.#end();
    } else if (type === OPEN) {
      this.#groupDepth++;
    } else if (this.#groupDepth > 0 && type !== CLOSE) {
      // no component ends within braces
    } else {
      this.#groupDepth -= this.#groupDepth > 0 ? 1 : 0;
      this.#inState();
    }
  }

  #end() {
    if (this.#state === INIT) {
      this.#beginRelative();
    } else if (this.#state === AUTHORITY) {
      this.#rewind(HOSTNAME);
    } else {
      this.#change(DONE, 0);
    }
  }

  #beginRelative() {
    this.#rewind(INIT);
    if (this.#is("#")) {
      this.#change(HASH, 1);
    } else if (this.#isSearchPrefix()) {
      this.#change(SEARCH, 1);
    } else {
      this.#change(PATHNAME, 0);
    }
  }

  #inState() {
    switch (this.#state) {
      case INIT:
        return this.#is(":") && this.#rewind(PROTOCOL);
      case PROTOCOL:
        return this.#is(":") && this.#afterProtocol();
      case AUTHORITY:
        return this.#inAuthority();
      case USERNAME:
        return this.#is(":") ? this.#change(PASSWORD, 1) : this.#is("@") && this.#change(HOSTNAME, 1);
      case PASSWORD:
        return this.#is("@") && this.#change(HOSTNAME, 1);
      case HOSTNAME:
        return this.#inHostname();
      case PORT:
        return this.#endBefore(PATHNAME);
      case PATHNAME:
        return this.#endBefore(SEARCH);
      case SEARCH:
        return this.#endBefore(HASH);
    }
  }

  #afterProtocol() {
    const protocol = new Component(this.#component(), canonical.protocol, createOptions("", "", false));
    this.#isSpecial = matchesSpecialScheme(protocol);
    if (this.#is("/", 1) && this.#is("/", 2)) {
      this.#change(AUTHORITY, 3);
    } else {
      this.#change(this.#isSpecial ? AUTHORITY : PATHNAME, 1);
    }
  }

  #inAuthority() {
    if (this.#is("@")) {
      this.#rewind(USERNAME);
    } else if (this.#is("/") || this.#isSearchPrefix() || this.#is("#")) {
      this.#rewind(HOSTNAME);
    }
  }

  #inHostname() {
    if (this.#is("[")) {
      this.#bracketDepth++;
    } else if (this.#is("]")) {
      this.#bracketDepth--;
    } else if (this.#is(":") && this.#bracketDepth === 0) {
      this.#change(PORT, 1);
    } else {
      this.#endBefore(PATHNAME);
    }
  }

  /** Ends the component where one begins that is `least` or comes after it. */
  #endBefore(least) {
    if (least <= PATHNAME && this.#is("/")) {
      this.#change(PATHNAME, 0);
    } else if (least <= SEARCH && this.#isSearchPrefix()) {
      this.#change(SEARCH, 1);
    } else if (this.#is("#")) {
      this.#change(HASH, 1);
    }
  }

  // https://urlpattern.spec.whatwg.org/#change-state
  #change(state, skip) {
    const name = COMPONENTS[this.#state];
    if (name !== "") {
      this.result[name] = this.#component();
    }
    if (this.#state !== INIT && state !== DONE) {
      this.#addSkipped(state);
    }
    this.#state = state;
    this.#index += skip;
    this.#start = this.#index;
    this.#isMoved = true;
  }

  /** What is left out before a component that is given matches what a URL has without it. */
  #addSkipped(next) {
    const { result } = this;
    if (this.#state < HOSTNAME && next > HOSTNAME) {
      result.hostname ??= "";
    }
    if (this.#state < PATHNAME && next > PATHNAME) {
      result.pathname ??= this.#isSpecial ? "/" : "";
    }
    if (this.#state < SEARCH && next > SEARCH) {
      result.search ??= "";
    }
  }

  #rewind(state) {
    this.#index = this.#start;
    this.#state = state;
    this.#isMoved = true;
  }

  #token(index) {
    return this.#tokens[index < this.#tokens.length ? index : this.#tokens.length - 1];
  }

  /** Whether a token, `offset` from the current one, is this character and no pattern syntax. */
  #is(char, offset = 0) {
    const { type, value } = this.#token(this.#index + offset);
    return value === char && (type === CHAR || type === ESCAPED_CHAR || type === INVALID_CHAR);
  }

  #isSearchPrefix() {
    if (this.#is("?")) {
      return true;
    }
    if (this.#tokens[this.#index].value !== "?") {
      return false;
    }
    const before = this.#index === 0 ? "" : this.#tokens[this.#index - 1].type;
    return before !== NAME && before !== REGEXP && before !== CLOSE && before !== ASTERISK;
  }

  #component() {
    const start = this.#token(this.#start).index;
    return StringPrototypeSlice(this.#text, start, this.#tokens[this.#index].index);
  }
}

/** The components of a pattern string. https://urlpattern.spec.whatwg.org/#parse-a-constructor-string */
const parseConstructorString = (text) => new ConstructorStringParser(text).run();

module.exports = { matchesSpecialScheme, parseConstructorString };

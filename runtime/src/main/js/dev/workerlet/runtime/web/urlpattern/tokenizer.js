"use strict";

const {
  ArrayPrototypePush,
  RegExpPrototypeExec,
  StringFromCodePoint,
  StringPrototypeCharCodeAt,
  StringPrototypeCodePointAt,
  StringPrototypeSlice,
  TypeError,
} = primordials;

// Types of tokens. https://urlpattern.spec.whatwg.org/#token-type
const ASTERISK = "asterisk";
const CHAR = "char";
const CLOSE = "close";
const END = "end";
const ESCAPED_CHAR = "escaped-char";
const INVALID_CHAR = "invalid-char";
const NAME = "name";
const OPEN = "open";
const OTHER_MODIFIER = "other-modifier";
const REGEXP = "regexp";

const nameStart = /^[$_\p{ID_Start}]$/u;
const namePart = /^[$_\u200c\u200d\p{ID_Continue}]$/u;
const OPEN_GROUP = 0x28;
const CLOSE_GROUP = 0x29;
const QUESTION_MARK = 0x3f;
const BACKSLASH = 0x5c;
const LAST_ASCII = 0x7f;

function isNameChar(char, isFirst) {
  return RegExpPrototypeExec(isFirst ? nameStart : namePart, char) !== null;
}

const charAt = (text, index) => StringFromCodePoint(StringPrototypeCodePointAt(text, index));

/** Where the name that begins at `start` ends. */
function endOfName(text, start) {
  let index = start;
  while (index < text.length) {
    const char = charAt(text, index);
    if (!isNameChar(char, index === start)) {
      break;
    }
    index += char.length;
  }
  return index;
}

/**
 * The index behind the closing parenthesis of the regular expression that begins at `start`, -1 where it is none:
 * empty, not ASCII, or with a group that captures.
 */
function endOfRegExp(text, start) {
  let depth = 1;
  for (let i = start; i < text.length; i++) {
    let code = StringPrototypeCharCodeAt(text, i);
    if (code === BACKSLASH) {
      // at the end of the text this is NaN, which is no ASCII either
      code = StringPrototypeCharCodeAt(text, ++i);
      if (!(code <= LAST_ASCII)) {
        return -1;
      }
    } else if (code > LAST_ASCII || (code === QUESTION_MARK && i === start)) {
      return -1;
    } else if (code === CLOSE_GROUP && --depth === 0) {
      return i === start ? -1 : i + 1;
    } else if (code === OPEN_GROUP) {
      depth++;
      if (StringPrototypeCharCodeAt(text, i + 1) !== QUESTION_MARK) {
        return -1;
      }
    }
  }
  return -1;
}

class Tokenizer {
  tokens = [];
  text;
  #isLenient;
  #index = 0;

  constructor(text, isLenient) {
    this.text = text;
    this.#isLenient = isLenient;
  }

  run() {
    while (this.#index < this.text.length) {
      this.#next(charAt(this.text, this.#index));
    }
    this.#add(END, this.#index, this.#index, this.#index);
    return this.tokens;
  }

  #next(char) {
    const end = this.#index + char.length;
    switch (char) {
      case "*":
        return this.#add(ASTERISK, end, this.#index, end);
      case "+":
      case "?":
        return this.#add(OTHER_MODIFIER, end, this.#index, end);
      case "{":
        return this.#add(OPEN, end, this.#index, end);
      case "}":
        return this.#add(CLOSE, end, this.#index, end);
      case "\\":
        return this.#escaped(end);
      case ":":
        return this.#name(end);
      case "(":
        return this.#regExp(end);
      default:
        return this.#add(CHAR, end, this.#index, end);
    }
  }

  #escaped(start) {
    if (start === this.text.length) {
      return this.#fail(start, this.#index, start);
    }
    const end = start + charAt(this.text, start).length;
    return this.#add(ESCAPED_CHAR, end, start, end);
  }

  #name(start) {
    const end = endOfName(this.text, start);
    return end === start ? this.#fail(start, this.#index, start) : this.#add(NAME, end, start, end);
  }

  #regExp(start) {
    const end = endOfRegExp(this.text, start);
    return end === -1 ? this.#fail(start, this.#index, start) : this.#add(REGEXP, end, start, end - 1);
  }

  #add(type, next, start, end) {
    const value = StringPrototypeSlice(this.text, start, end);
    ArrayPrototypePush(this.tokens, { __proto__: null, type, index: this.#index, value });
    this.#index = next;
  }

  #fail(next, start, end) {
    if (!this.#isLenient) {
      throw new TypeError(`Invalid pattern '${this.text}' at ${this.#index}`);
    }
    this.#add(INVALID_CHAR, next, start, end);
  }
}

/** The tokens of a pattern. A lenient tokenizer marks what is no pattern, another throws a TypeError. */
const tokenize = (text, isLenient) => new Tokenizer(text, isLenient).run();

module.exports = {
  ASTERISK,
  CHAR,
  CLOSE,
  END,
  ESCAPED_CHAR,
  INVALID_CHAR,
  NAME,
  OPEN,
  OTHER_MODIFIER,
  REGEXP,
  isNameChar,
  tokenize,
};

"use strict";

const {
  FunctionPrototypeCall,
  RegExpPrototype,
  RegExpPrototypeSymbolMatch,
  RegExpPrototypeSymbolReplace,
  RegExpPrototypeSymbolSplit,
  StringPrototype,
  StringPrototypeIncludes,
  StringPrototypeMatch,
  StringPrototypeReplace,
  StringPrototypeSplit,
  SymbolMatch,
  SymbolReplace,
  SymbolSplit,
} = primordials;
const { replaceMethod } = require("web/bounds/methods");
const steps = require.lazy("web/bounds/texts-in-steps");

// V8 ends the process when it needs a list that is longer than any can be, 2²⁷ items, and these built-ins make one with up to four items for
// each unit of the text, deaf to the request to stop. Texts for which that could be too many are taken apart in JavaScript,
// where a script can be ended (docs/decisions/0044-long-texts-and-lists-in-steps.md).
const MOST_AT_ONCE = 2 ** 24;

const isShort = (text) => typeof text === "string" && text.length <= MOST_AT_ONCE;

/** Whether what is put into a text makes few items as well: each `$` of a template may be one, for each match. */
const isReplacedAtOnce = (text, replacement) =>
  isShort(text) &&
  (typeof replacement === "function" ||
    text.length * replacement.length <= MOST_AT_ONCE ||
    !StringPrototypeIncludes(replacement, "$"));

const toReplacement = (value) => (typeof value === "function" || typeof value === "string" ? value : `${value}`);

function replaceIn(expression, string, replaceValue) {
  const replacement = toReplacement(replaceValue);
  return isReplacedAtOnce(string, replacement)
    ? RegExpPrototypeSymbolReplace(expression, string, replacement)
    : steps().replace(expression, string, replacement);
}

const ofExpressions = {
  __proto__: null,
  [SymbolMatch](string) {
    return isShort(string) ? RegExpPrototypeSymbolMatch(this, string) : steps().match(this, string);
  },
  [SymbolReplace](string, replaceValue) {
    return replaceIn(this, string, replaceValue);
  },
  [SymbolSplit](string, limit) {
    return isShort(string)
      ? RegExpPrototypeSymbolSplit(this, string, limit)
      : steps().splitBy(this, string, limit);
  },
};
const { [SymbolMatch]: matchBy, [SymbolReplace]: replaceBy, [SymbolSplit]: splitBy } = ofExpressions;

// V8 calls its own method of an expression at once, and any other by way of two more calls. So these do the first for it.
const ofTexts = {
  __proto__: null,
  match(regexp) {
    if (typeof regexp === "object" && regexp !== null && isShort(this)) {
      const method = regexp[SymbolMatch];
      if (method === matchBy) {
        return RegExpPrototypeSymbolMatch(regexp, this);
      }
      if (method !== undefined && method !== null) {
        return FunctionPrototypeCall(method, regexp, this);
      }
    }
    return StringPrototypeMatch(this, regexp);
  },
  replace(searchValue, replaceValue) {
    if (typeof searchValue === "object" && searchValue !== null && isShort(this)) {
      const method = searchValue[SymbolReplace];
      if (method === replaceBy) {
        return replaceIn(searchValue, this, replaceValue);
      }
      if (method !== undefined && method !== null) {
        return FunctionPrototypeCall(method, searchValue, this, replaceValue);
      }
    }
    return StringPrototypeReplace(this, searchValue, replaceValue);
  },
  split(separator, limit) {
    if (!isShort(this)) {
      return steps().split(this, separator, limit);
    }
    if (typeof separator === "object" && separator !== null) {
      const method = separator[SymbolSplit];
      if (method === splitBy) {
        return RegExpPrototypeSymbolSplit(separator, this, limit);
      }
      if (method !== undefined && method !== null) {
        return FunctionPrototypeCall(method, separator, this, limit);
      }
    }
    return StringPrototypeSplit(this, separator, limit);
  },
};

module.exports = {
  MOST_AT_ONCE,
  isReplacedAtOnce,
  install() {
    replaceMethod(StringPrototype, "match", ofTexts.match);
    replaceMethod(StringPrototype, "replace", ofTexts.replace);
    replaceMethod(StringPrototype, "split", ofTexts.split);
    replaceMethod(RegExpPrototype, SymbolMatch, matchBy);
    replaceMethod(RegExpPrototype, SymbolReplace, replaceBy);
    replaceMethod(RegExpPrototype, SymbolSplit, splitBy);
  },
};

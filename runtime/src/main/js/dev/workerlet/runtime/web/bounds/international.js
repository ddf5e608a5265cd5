"use strict";

const {
  ArrayIsArray,
  BigInt,
  Date,
  FunctionPrototypeCall,
  Number,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  Proxy,
  RangeError,
  ReflectApply,
  ReflectConstruct,
  StringPrototype,
  StringPrototypeLocaleCompare,
  StringPrototypeNormalize,
  StringPrototypeToLocaleLowerCase,
  StringPrototypeToLocaleUpperCase,
  SymbolIterator,
  TypeError,
  WeakMap,
  WeakMapPrototypeGet,
  WeakMapPrototypeSet,
  uncurryThis,
  whenComplete,
} = primordials;
const { replaceMethod } = require("web/bounds/methods");
const { toLength } = require("web/bounds/lengths");
const { createList } = require("web/infra/lists");

// ICU takes many times a text's memory outside V8's heap, and does not hear the request to stop: six gigabytes for a list of three long texts. And
// V8 walks through any length of a list of locales without a pause. What nobody needs is refused before it gets there
// (docs/decisions/0044-long-texts-and-lists-in-steps.md).
const MOST_UNITS = 2 ** 22;
const MOST_TAG_UNITS = 1_000;
const MOST_LOCALES = 1_000;

const SERVICES = [
  "Collator", "DateTimeFormat", "DisplayNames", "DurationFormat", "ListFormat", "NumberFormat", "PluralRules",
  "RelativeTimeFormat", "Segmenter",
];

const baseNameOf = uncurryThis(ObjectGetOwnPropertyDescriptor(Intl.Locale.prototype, "baseName").get);
const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

function toText(value) {
  const text = `${value}`;
  if (text.length > MOST_UNITS) {
    throw new RangeError(`The text has ${text.length} code units, and may have ${MOST_UNITS} here`);
  }
  return text;
}

function isLocale(value) {
  try {
    baseNameOf(value);
    return true;
  } catch {
    // That is the answer.
    return false;
  }
}

function toTag(value) {
  if (isObject(value) && isLocale(value)) {
    return value;
  }
  const tag = `${value}`;
  if (tag.length > MOST_TAG_UNITS) {
    throw new RangeError(`A language tag has ${tag.length} code units, and may have ${MOST_TAG_UNITS}`);
  }
  return tag;
}

/** https://tc39.es/ecma402/#sec-canonicalizelocalelist, what a list is made of */
function toLocales(locales) {
  if (typeof locales === "string") {
    return toTag(locales);
  }
  if (!isObject(locales) || (!ArrayIsArray(locales) && isLocale(locales))) {
    return locales;
  }
  const length = toLength(locales.length);
  if (length > MOST_LOCALES) {
    throw new RangeError(`There are ${length} locales, and may be ${MOST_LOCALES}`);
  }
  const list = createList();
  for (let i = 0; i < length; i++) {
    if (i in locales) {
      const locale = locales[i];
      if (typeof locale !== "string" && !isObject(locale)) {
        throw new TypeError("Incorrect locale information provided");
      }
      list[list.length] = toTag(locale);
    }
  }
  return list;
}

/** Puts a class in the place of V8's that differs in what it lets in as its first argument alone. */
function replaceConstructor(name, convert) {
  const Original = Intl[name];
  const converted = (callArguments) => {
    if (callArguments.length > 0) {
      callArguments[0] = convert(callArguments[0]);
    }
    return callArguments;
  };
  const Bounded = new Proxy(Original, {
    __proto__: null,
    apply: (target, receiver, callArguments) => ReflectApply(target, receiver, converted(callArguments)),
    construct: (target, callArguments, newTarget) => ReflectConstruct(target, converted(callArguments), newTarget),
  });
  replaceMethod(Intl, name, Bounded);
  replaceMethod(Original.prototype, "constructor", Bounded);
  return Original;
}

function boundService(name) {
  const Original = replaceConstructor(name, toLocales);
  const { supportedLocalesOf: original } = Original;
  const { supportedLocalesOf } = {
    supportedLocalesOf(locales, options = undefined) {
      return FunctionPrototypeCall(original, this, toLocales(locales), options);
    },
  };
  replaceMethod(Original, "supportedLocalesOf", supportedLocalesOf);
}

/** Methods whose first argument are locales. */
function boundMethod(holder, key) {
  const original = uncurryThis(holder[key]);
  const { [key]: bounded } = {
    [key](locales = undefined, options = undefined) {
      return original(this, toLocales(locales), options);
    },
  };
  replaceMethod(holder, key, bounded);
}

const ofTexts = {
  __proto__: null,
  localeCompare(that, locales = undefined, options = undefined) {
    return StringPrototypeLocaleCompare(toTextOf(this), toText(that), toLocales(locales), options);
  },
  normalize(form = undefined) {
    return StringPrototypeNormalize(toTextOf(this), form);
  },
  toLocaleLowerCase(locales = undefined) {
    return StringPrototypeToLocaleLowerCase(toTextOf(this), toLocales(locales));
  },
  toLocaleUpperCase(locales = undefined) {
    return StringPrototypeToLocaleUpperCase(toTextOf(this), toLocales(locales));
  },
};

function toTextOf(receiver) {
  // There is an error for what has no methods.
  return receiver === undefined || receiver === null ? receiver : toText(receiver);
}

function boundCollator() {
  const { get } = ObjectGetOwnPropertyDescriptor(Intl.Collator.prototype, "compare");
  const compareOf = uncurryThis(get);
  const known = new WeakMap();
  const accessor = {
    get compare() {
      const original = compareOf(this);
      let bounded = WeakMapPrototypeGet(known, original);
      if (bounded === undefined) {
        // Without a name, as the standard has it.
        bounded = { "": (x, y) => original(toText(x), toText(y)) }[""];
        WeakMapPrototypeSet(known, original, bounded);
      }
      return bounded;
    },
  };
  ObjectDefineProperty(Intl.Collator.prototype, "compare", {
    __proto__: null,
    get: ObjectGetOwnPropertyDescriptor(accessor, "compare").get,
    set: undefined,
    enumerable: false,
    configurable: true,
  });
}

function boundSegmenter() {
  const original = uncurryThis(Intl.Segmenter.prototype.segment);
  const { segment } = {
    segment(string) {
      return original(this, toText(string));
    },
  };
  replaceMethod(Intl.Segmenter.prototype, "segment", segment);
}

function boundListFormat(key) {
  const original = uncurryThis(Intl.ListFormat.prototype[key]);
  const { [key]: bounded } = {
    [key](list) {
      return original(this, list === undefined ? list : iterableOf(toTexts(list)));
    },
  };
  replaceMethod(Intl.ListFormat.prototype, key, bounded);
}

/** https://tc39.es/ecma402/#sec-createstringlistfromiterable */
function toTexts(list) {
  const texts = createList();
  let units = 0;
  for (const text of list) {
    if (typeof text !== "string") {
      throw new TypeError("Iterable yielded a value that is not a string");
    }
    units += text.length;
    if (units > MOST_UNITS) {
      throw new RangeError(`The list has more than ${MOST_UNITS} code units`);
    }
    texts[texts.length] = text;
  }
  return texts;
}

/** An iterable that nobody can have replaced a part of. */
function iterableOf(items) {
  let i = 0;
  const iterator = {
    __proto__: null,
    next: () => ({ __proto__: null, done: i === items.length, value: i < items.length ? items[i++] : undefined }),
  };
  return { __proto__: null, [SymbolIterator]: () => iterator };
}

module.exports = {
  install() {
    for (const key in ofTexts) {
      replaceMethod(StringPrototype, key, ofTexts[key]);
    }
    boundCollator();
    boundSegmenter();
    boundListFormat("format");
    boundListFormat("formatToParts");
    replaceConstructor("Locale", toTag);
    for (const name of SERVICES) {
      if (name in Intl) {
        boundService(name);
      } else {
        whenComplete(() => boundService(name));
      }
    }
    const { getCanonicalLocales: original } = Intl;
    const { getCanonicalLocales } = {
      getCanonicalLocales(locales) {
        return FunctionPrototypeCall(original, Intl, toLocales(locales));
      },
    };
    replaceMethod(Intl, "getCanonicalLocales", getCanonicalLocales);
    boundMethod(Number.prototype, "toLocaleString");
    boundMethod(BigInt.prototype, "toLocaleString");
    boundMethod(Date.prototype, "toLocaleString");
    boundMethod(Date.prototype, "toLocaleDateString");
    boundMethod(Date.prototype, "toLocaleTimeString");
  },
};

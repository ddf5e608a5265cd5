"use strict";

const {
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  RegExpPrototypeExec,
  StringPrototypeIndexOf,
  StringPrototypeNormalize,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;
const { isValidText, mapText } = require("web/url/idna-mapping");
const punycode = require("web/url/punycode");
const context = require.lazy("web/url/idna-context");

const notAscii = /[^\0-\x7f]/;
const combiningMarkAtStart = /^\p{M}/u;
const joiner = /[\u200c\u200d]/;
/** The blocks in which characters that are written from right to left lie. */
const maybeBidi = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

const matches = (expression, text) => RegExpPrototypeExec(expression, text) !== null;

function splitLabels(domain) {
  const labels = [];
  let start = 0;
  for (;;) {
    const dot = StringPrototypeIndexOf(domain, ".", start);
    if (dot === -1) {
      ArrayPrototypePush(labels, StringPrototypeSlice(domain, start));
      return labels;
    }
    ArrayPrototypePush(labels, StringPrototypeSlice(domain, start, dot));
    start = dot + 1;
  }
}

/** The text of a label that begins with "xn--", null on failure. */
function decodeLabel(label) {
  const text = matches(notAscii, label) ? null : punycode.decode(StringPrototypeSlice(label, 4));
  return text !== null && matches(notAscii, text) && isValidLabel(text) ? text : null;
}

// https://www.unicode.org/reports/tr46/#Validity_Criteria without those that hold for what has been split and mapped
function isValidLabel(label) {
  return (
    StringPrototypeNormalize(label, "NFC") === label &&
    !StringPrototypeStartsWith(label, "xn--") &&
    StringPrototypeIndexOf(label, ".") === -1 &&
    !matches(combiningMarkAtStart, label) &&
    isValidText(label) &&
    (!matches(joiner, label) || context().hasJoinersInContext(label))
  );
}

/** Decodes and checks the labels in their place; whether they are valid. */
function convertLabels(labels) {
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (StringPrototypeStartsWith(label, "xn--")) {
      const text = decodeLabel(label);
      if (text === null) {
        return false;
      }
      labels[i] = text;
    } else if (!isValidLabel(label)) {
      return false;
    }
  }
  return true;
}

/** The rule for domains that are written from right to left in part: it holds for each of their labels. */
function followBidiRule(labels) {
  const domain = ArrayPrototypeJoin(labels, ".");
  if (!matches(maybeBidi, domain) || !context().isBidiDomain(domain)) {
    return true;
  }
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== "" && !context().followsBidiRule(labels[i])) {
      return false;
    }
  }
  return true;
}

/**
 * The domain in ASCII, null on failure: nontransitional, with CheckBidi and CheckJoiners, without CheckHyphens,
 * UseSTD3ASCIIRules and VerifyDnsLength. https://www.unicode.org/reports/tr46/#ToASCII
 */
function toASCII(domain) {
  const labels = splitLabels(StringPrototypeNormalize(mapText(domain), "NFC"));
  if (!convertLabels(labels) || !followBidiRule(labels)) {
    return null;
  }
  for (let i = 0; i < labels.length; i++) {
    if (matches(notAscii, labels[i])) {
      labels[i] = `xn--${punycode.encode(labels[i])}`;
    }
  }
  return ArrayPrototypeJoin(labels, ".");
}

module.exports = { toASCII };

"use strict";

const {
  ArrayPrototypePush,
  RegExpPrototypeExec,
  StringPrototypeCharCodeAt,
  StringPrototypeEndsWith,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;
const encoding = require("web/url/percent-encoding");
const { percentEncode } = encoding;
const { isDriveLetter, isSpecial, shortenPath } = require("web/url/record");

// The states of the parser from the path on; see basic-parser.

const queryOrFragment = /[?#]/;
const dots = /^(?:\.|%2e){1,2}$/i;
const LONGEST_DOTS = "%2e%2e".length;
const doubleDot = /^(?:\.|%2e){2}$/i;

const matches = (expression, text) => RegExpPrototypeExec(expression, text) !== null;

/** Whether there is a slash at the index, or what counts as one in a special URL. */
function isSlashAt(text, index, special) {
  // unlike text[index], this asks no prototype for what lies beyond the end
  const code = StringPrototypeCharCodeAt(text, index);
  return code === 0x2f || (special && code === 0x5c);
}

function isPathAbsent(text) {
  return text === "" || StringPrototypeStartsWith(text, "?") || StringPrototypeStartsWith(text, "#");
}

/** Where the expression matches first, the end of the text where it does not. */
function indexOrEnd(expression, text) {
  const match = RegExpPrototypeExec(expression, text);
  return match === null ? text.length : match.index;
}

// https://url.spec.whatwg.org/#path-start-state
function parsePathStart(text, record) {
  const special = isSpecial(record.scheme);
  if (!special && isPathAbsent(text)) {
    return parseQueryAndFragment(text, record);
  }
  return parsePath(isSlashAt(text, 0, special) ? StringPrototypeSlice(text, 1) : text, record);
}

// https://url.spec.whatwg.org/#path-state
function parsePath(text, record) {
  const end = indexOrEnd(queryOrFragment, text);
  addSegments(StringPrototypeSlice(text, 0, end), record);
  return parseQueryAndFragment(StringPrototypeSlice(text, end), record);
}

function addSegments(text, record) {
  const special = isSpecial(record.scheme);
  // no slash is escaped, so that all segments can be at once
  const path = percentEncode(text, encoding.PATH);
  let start = 0;
  for (let i = 0; i <= path.length; i++) {
    if (i === path.length || isSlashAt(path, i, special)) {
      addSegment(StringPrototypeSlice(path, start, i), record, i === path.length);
      start = i + 1;
    }
  }
}

function addSegment(segment, record, isLast) {
  const { path } = record;
  if (segment.length <= LONGEST_DOTS && matches(dots, segment)) {
    if (matches(doubleDot, segment)) {
      shortenPath(record);
    }
    if (isLast) {
      ArrayPrototypePush(path, "");
    }
    return;
  }
  const isDrive = record.scheme === "file" && path.length === 0 && isDriveLetter(segment);
  ArrayPrototypePush(path, isDrive ? `${segment[0]}:` : segment);
}

// https://url.spec.whatwg.org/#cannot-be-a-base-url-path-state
function parseOpaquePath(text, record) {
  const end = indexOrEnd(queryOrFragment, text);
  const path = StringPrototypeSlice(text, 0, end);
  // a space at the end would be lost when the rest is taken away
  const isLastEscaped = end < text.length && StringPrototypeEndsWith(path, " ");
  const plain = isLastEscaped ? StringPrototypeSlice(path, 0, -1) : path;
  record.path = percentEncode(plain, encoding.C0_CONTROL) + (isLastEscaped ? "%20" : "");
  return parseQueryAndFragment(StringPrototypeSlice(text, end), record);
}

const querySet = (record) => (isSpecial(record.scheme) ? encoding.SPECIAL_QUERY : encoding.QUERY);

/** Nothing, or what begins with "?" or "#". */
function parseQueryAndFragment(text, record) {
  const hash = StringPrototypeIndexOf(text, "#");
  const end = hash === -1 ? text.length : hash;
  if (end > 0) {
    record.query = percentEncode(StringPrototypeSlice(text, 1, end), querySet(record));
  }
  if (hash !== -1) {
    record.fragment = percentEncode(StringPrototypeSlice(text, hash + 1), encoding.FRAGMENT);
  }
  return true;
}

module.exports = {
  addSegments,
  indexOrEnd,
  isPathAbsent,
  isSlashAt,
  parseOpaquePath,
  parsePath,
  parsePathStart,
  parseQueryAndFragment,
  querySet,
};

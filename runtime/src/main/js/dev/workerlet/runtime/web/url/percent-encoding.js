"use strict";

const {
  RegExpPrototypeExec,
  StringPrototypeSlice,
  TypedArrayPrototypeGetLength,
} = primordials;
const { utf8Encode } = require("web/encoding/utf8");

const hexDigits = "0123456789ABCDEF";

// The percent-encode sets, each as an expression that finds a run of what is to be escaped. They keep their place in
// `lastIndex`, which percentEncode sets before each use. https://url.spec.whatwg.org/#percent-encoded-bytes
const C0_CONTROL = /[^\x20-\x7e]+/g;
const FRAGMENT = /[^!#-;=?-_a-~]+/g;
const QUERY = /[^!$-;=?-~]+/g;
const SPECIAL_QUERY = /[^!$-&(-;=?-~]+/g;
const PATH = /[^!$-;=@-\]_a-z|~]+/g;
const USERINFO = /[^!$-.0-9A-Z_a-z~]+/g;

/** Text with whatever `set` finds in it escaped, as UTF-8. https://url.spec.whatwg.org/#string-utf-8-percent-encode */
function percentEncode(text, set) {
  set.lastIndex = 0;
  let match = RegExpPrototypeExec(set, text);
  if (match === null) {
    return text;
  }
  let output = "";
  let start = 0;
  do {
    output += StringPrototypeSlice(text, start, match.index) + escapeAll(match[0]);
    start = set.lastIndex;
    match = RegExpPrototypeExec(set, text);
  } while (match !== null);
  return output + StringPrototypeSlice(text, start);
}

function escapeAll(run) {
  const bytes = utf8Encode(run);
  const length = TypedArrayPrototypeGetLength(bytes);
  let output = "";
  for (let i = 0; i < length; i++) {
    output += `%${hexDigits[bytes[i] >> 4]}${hexDigits[bytes[i] & 15]}`;
  }
  return output;
}

module.exports = { C0_CONTROL, FRAGMENT, PATH, QUERY, SPECIAL_QUERY, USERINFO, percentEncode };

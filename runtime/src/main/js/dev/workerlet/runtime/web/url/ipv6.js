"use strict";

const {
  ArrayPrototypePush,
  NumberPrototypeToString,
  ParseInt,
  RegExpPrototypeExec,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
} = primordials;

const PIECES = 8;
const piece = /^[0-9A-Fa-f]{1,4}$/;
const embeddedIPv4 = /^(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})$/;

/** Adds two pieces for four decimal numbers; whether the text was that. */
function addEmbeddedIPv4(pieces, text) {
  const match = RegExpPrototypeExec(embeddedIPv4, text);
  if (match === null) {
    return false;
  }
  for (let i = 1; i < 5; i += 2) {
    const high = ParseInt(match[i], 10);
    const low = ParseInt(match[i + 1], 10);
    if (high > 255 || low > 255) {
      return false;
    }
    ArrayPrototypePush(pieces, high * 256 + low);
  }
  return true;
}

/** The pieces between colons; null for anything else. Only the last ones of an address may be an IPv4 address. */
function piecesOf(text, isLast) {
  const pieces = [];
  let start = 0;
  while (text !== "" && start <= text.length) {
    const colon = StringPrototypeIndexOf(text, ":", start);
    const end = colon === -1 ? text.length : colon;
    const part = StringPrototypeSlice(text, start, end);
    if (RegExpPrototypeExec(piece, part) !== null) {
      ArrayPrototypePush(pieces, ParseInt(part, 16));
    } else if (colon !== -1 || !isLast || !addEmbeddedIPv4(pieces, part)) {
      return null;
    }
    start = end + 1;
  }
  return pieces;
}

/** Eight pieces, null on failure. https://url.spec.whatwg.org/#concept-ipv6-parser */
function parsePieces(text) {
  const gap = StringPrototypeIndexOf(text, "::");
  if (gap === -1) {
    const pieces = piecesOf(text, true);
    return pieces !== null && pieces.length === PIECES ? pieces : null;
  }
  const head = piecesOf(StringPrototypeSlice(text, 0, gap), false);
  const tail = piecesOf(StringPrototypeSlice(text, gap + 2), true);
  if (head === null || tail === null || head.length + tail.length >= PIECES) {
    return null;
  }
  const zeros = PIECES - head.length - tail.length;
  for (let i = 0; i < zeros; i++) {
    ArrayPrototypePush(head, 0);
  }
  for (let i = 0; i < tail.length; i++) {
    ArrayPrototypePush(head, tail[i]);
  }
  return head;
}

/** Where the longest run of zeros begins and ends, two of them at least. */
function longestGap(pieces) {
  let gapStart = PIECES;
  let gapEnd = PIECES + 1;
  let start = 0;
  for (let i = 0; i <= PIECES; i++) {
    if (i === PIECES || pieces[i] !== 0) {
      if (i - start > gapEnd - gapStart) {
        gapStart = start;
        gapEnd = i;
      }
      start = i + 1;
    }
  }
  return { __proto__: null, start: gapStart, end: gapEnd };
}

// https://url.spec.whatwg.org/#concept-ipv6-serializer
function serializePieces(pieces) {
  const gap = longestGap(pieces);
  let output = "";
  for (let i = 0; i < PIECES; i++) {
    if (i === gap.start) {
      output += i === 0 ? "::" : ":";
    }
    if (i < gap.start || i >= gap.end) {
      output += NumberPrototypeToString(pieces[i], 16) + (i === PIECES - 1 ? "" : ":");
    }
  }
  return output;
}

/** The serialised address without its brackets, null on failure. */
function parseIPv6(text) {
  const pieces = parsePieces(text);
  return pieces === null ? null : serializePieces(pieces);
}

module.exports = { parseIPv6 };

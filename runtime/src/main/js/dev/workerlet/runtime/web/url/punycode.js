"use strict";

const {
  ArrayPrototypePush,
  MathFloor,
  StringFromCharCode,
  StringFromCodePoint,
  StringPrototypeCharCodeAt,
  StringPrototypeCodePointAt,
  StringPrototypeLastIndexOf,
} = primordials;

// https://www.rfc-editor.org/rfc/rfc3492
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_CODE_POINT = 0x80;
const MOST_CODE_POINT = 0x10ffff;

function adapt(delta, count, isFirst) {
  let rest = isFirst ? MathFloor(delta / DAMP) : delta >> 1;
  rest += MathFloor(rest / count);
  let k = 0;
  while (rest > ((BASE - T_MIN) * T_MAX) >> 1) {
    rest = MathFloor(rest / (BASE - T_MIN));
    k += BASE;
  }
  return k + MathFloor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

function thresholdOf(k, bias) {
  const threshold = k - bias;
  return threshold < T_MIN ? T_MIN : threshold > T_MAX ? T_MAX : threshold;
}

/** The value of a digit's character code, BASE if it is none. */
function digitOf(code) {
  if (code >= 0x30 && code <= 0x39) {
    return code - 0x30 + 26;
  }
  return code >= 0x61 && code <= 0x7a ? code - 0x61 : BASE;
}

const charOf = (digit) => StringFromCharCode(digit < 26 ? digit + 0x61 : digit - 26 + 0x30);

function insertAt(list, index, item) {
  for (let i = list.length; i > index; i--) {
    list[i] = list[i - 1];
  }
  list[index] = item;
}

/** The number that begins at `start`, with where it ends; null where there is none. */
function readNumber(text, start, bias) {
  let value = 0;
  let weight = 1;
  let index = start;
  for (let k = BASE; ; k += BASE) {
    const digit = index < text.length ? digitOf(StringPrototypeCharCodeAt(text, index)) : BASE;
    value += digit * weight;
    if (digit === BASE || value > 0x7fffffff) {
      return null;
    }
    index++;
    const threshold = thresholdOf(k, bias);
    if (digit < threshold) {
      return { __proto__: null, value, end: index };
    }
    weight *= BASE - threshold;
  }
}

/** The text that lower-case ASCII stands for, null on failure. */
function decode(text) {
  const hyphen = StringPrototypeLastIndexOf(text, "-");
  const points = [];
  for (let i = 0; i < hyphen; i++) {
    ArrayPrototypePush(points, StringPrototypeCharCodeAt(text, i));
  }
  let codePoint = INITIAL_CODE_POINT;
  let bias = INITIAL_BIAS;
  let position = 0;
  for (let start = hyphen + 1; start < text.length; ) {
    const number = readNumber(text, start, bias);
    if (number === null) {
      return null;
    }
    const count = points.length + 1;
    bias = adapt(number.value, count, start === hyphen + 1);
    position += number.value;
    codePoint += MathFloor(position / count);
    position %= count;
    if (codePoint > MOST_CODE_POINT || (codePoint >= 0xd800 && codePoint < 0xe000)) {
      return null;
    }
    insertAt(points, position++, codePoint);
    start = number.end;
  }
  return join(points);
}

function join(points) {
  let output = "";
  for (let i = 0; i < points.length; i++) {
    output += StringFromCodePoint(points[i]);
  }
  return output;
}

function pointsOf(text) {
  const points = [];
  for (let i = 0; i < text.length; i++) {
    const point = StringPrototypeCodePointAt(text, i);
    ArrayPrototypePush(points, point);
    i += point > 0xffff ? 1 : 0;
  }
  return points;
}

function writeNumber(number, bias) {
  let output = "";
  let rest = number;
  for (let k = BASE; ; k += BASE) {
    const threshold = thresholdOf(k, bias);
    if (rest < threshold) {
      return output + charOf(rest);
    }
    output += charOf(threshold + ((rest - threshold) % (BASE - threshold)));
    rest = MathFloor((rest - threshold) / (BASE - threshold));
  }
}

/** The least code point that is not below `least`. */
function nextPoint(points, least) {
  let next = MOST_CODE_POINT;
  for (let i = 0; i < points.length; i++) {
    if (points[i] >= least && points[i] < next) {
      next = points[i];
    }
  }
  return next;
}

/** The ASCII that stands for a text. */
function encode(text) {
  const points = pointsOf(text);
  let output = "";
  for (let i = 0; i < points.length; i++) {
    output += points[i] < INITIAL_CODE_POINT ? StringFromCharCode(points[i]) : "";
  }
  const basic = output.length;
  output += basic > 0 ? "-" : "";
  let bias = INITIAL_BIAS;
  let delta = 0;
  let codePoint = INITIAL_CODE_POINT;
  for (let handled = basic; handled < points.length; ) {
    const next = nextPoint(points, codePoint);
    delta += (next - codePoint) * (handled + 1);
    for (let i = 0; i < points.length; i++) {
      delta += points[i] < next ? 1 : 0;
      if (points[i] === next) {
        output += writeNumber(delta, bias);
        bias = adapt(delta, handled + 1, handled === basic);
        delta = 0;
        handled++;
      }
    }
    delta++;
    codePoint = next + 1;
  }
  return output;
}

module.exports = { decode, encode };

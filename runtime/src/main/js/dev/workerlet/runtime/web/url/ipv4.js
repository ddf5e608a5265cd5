"use strict";

const { ArrayPrototypePush, ParseInt, RegExpPrototypeExec, StringPrototypeIndexOf, StringPrototypeSlice } = primordials;

const hexadecimal = /^0[Xx]([0-9A-Fa-f]*)$/;
const octal = /^0[0-7]+$/;
const decimal = /^(?:0|[1-9][0-9]*)$/;

/** A number of an address, -1 for none. https://url.spec.whatwg.org/#ipv4-number-parser */
function parseNumber(text) {
  const match = RegExpPrototypeExec(hexadecimal, text);
  if (match !== null) {
    return match[1] === "" ? 0 : ParseInt(match[1], 16);
  }
  if (RegExpPrototypeExec(octal, text) !== null) {
    return ParseInt(text, 8);
  }
  return RegExpPrototypeExec(decimal, text) === null ? -1 : ParseInt(text, 10);
}

/** The numbers between the dots, null for what is no address. A dot at the end is allowed. */
function numbersOf(host) {
  const numbers = [];
  let start = 0;
  while (start < host.length) {
    const dot = StringPrototypeIndexOf(host, ".", start);
    const end = dot === -1 ? host.length : dot;
    const number = parseNumber(StringPrototypeSlice(host, start, end));
    if (number === -1 || numbers.length === 4) {
      return null;
    }
    ArrayPrototypePush(numbers, number);
    start = end + 1;
  }
  return numbers;
}

/** The serialised address, null on failure. https://url.spec.whatwg.org/#concept-ipv4-parser */
function parseIPv4(host) {
  const numbers = numbersOf(host);
  if (numbers === null) {
    return null;
  }
  const last = numbers.length - 1;
  let address = numbers[last];
  if (address >= 256 ** (4 - last)) {
    return null;
  }
  for (let i = 0; i < last; i++) {
    if (numbers[i] > 255) {
      return null;
    }
    address += numbers[i] * 256 ** (3 - i);
  }
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

module.exports = { parseIPv4 };

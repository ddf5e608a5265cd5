"use strict";

const {
  BigIntAsIntN,
  BigIntAsUintN,
  BigInt,
  MathFloor,
  MathMax,
  MathMin,
  MathTrunc,
  Number,
  NumberIsFinite,
  TypeError,
} = primordials;

/** The two extended attributes that change how an integer out of range is treated. */
const CLAMP = 1;
const ENFORCE_RANGE = 2;

function roundHalfToEven(value) {
  const floor = MathFloor(value);
  const fraction = value - floor;
  if (fraction < 0.5) {
    return floor;
  }
  return fraction > 0.5 || floor % 2 !== 0 ? floor + 1 : floor;
}

// https://webidl.spec.whatwg.org/#abstract-opdef-converttoint
function integerConverter(typeName, bitLength, signed) {
  const max = bitLength === 64 ? Number.MAX_SAFE_INTEGER : 2 ** (signed ? bitLength - 1 : bitLength) - 1;
  const min = !signed ? 0 : bitLength === 64 ? Number.MIN_SAFE_INTEGER : -(2 ** (bitLength - 1));
  const modulus = 2 ** bitLength;

  return function (value, prefix, context, mode) {
    let number = +value;
    if (mode === ENFORCE_RANGE) {
      if (!NumberIsFinite(number)) {
        throw new TypeError(`${prefix}: ${context} is not a finite number.`);
      }
      number = MathTrunc(number);
      if (number < min || number > max) {
        throw new TypeError(`${prefix}: ${context} is outside the range of '${typeName}'.`);
      }
      return number + 0;
    }
    if (number !== number) {
      return 0;
    }
    if (mode === CLAMP) {
      return roundHalfToEven(MathMin(MathMax(number, min), max)) + 0;
    }
    if (!NumberIsFinite(number)) {
      return 0;
    }
    number = MathTrunc(number);
    if (number >= min && number <= max) {
      return number + 0;
    }
    if (bitLength === 64) {
      // 2^64 is past what a double computes exactly
      const wide = BigInt(number);
      return Number(signed ? BigIntAsIntN(64, wide) : BigIntAsUintN(64, wide));
    }
    number %= modulus;
    if (number < 0) {
      number += modulus;
    }
    return signed && number > max ? number - modulus : number;
  };
}

module.exports = {
  CLAMP,
  ENFORCE_RANGE,
  toLong: integerConverter("long", 32, true),
  toLongLong: integerConverter("long long", 64, true),
  toOctet: integerConverter("octet", 8, false),
  toUnsignedLong: integerConverter("unsigned long", 32, false),
  toUnsignedLongLong: integerConverter("unsigned long long", 64, false),
  toUnsignedShort: integerConverter("unsigned short", 16, false),
};

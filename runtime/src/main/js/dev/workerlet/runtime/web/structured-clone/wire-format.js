"use strict";

// What a serialised value consists of: a tag, and what that announces. Both ends are the same build, so the format has no
// version. Integers are base 128, the lowest seven bits first; floating-point numbers as the machine has them.

module.exports = {
  __proto__: null,
  UNDEFINED: 0,
  NULL: 1,
  TRUE: 2,
  FALSE: 3,
  /** An integer of 32 bits without a sign. */
  INTEGER: 4,
  NUMBER: 5,
  /** Hexadecimal digits; the second is less than zero. */
  BIGINT: 6,
  NEGATIVE_BIGINT: 7,
  /** UTF-8, and UTF-16 for lone surrogates. */
  STRING: 8,
  STRING_UTF16: 9,
  /** The number of an object that was there before. */
  REFERENCE: 10,
  /** Count of properties; keys and values. */
  OBJECT: 11,
  /** Length, count of items from 0 on, the items, then the other properties as those of an object. */
  ARRAY: 12,
  MAP: 13,
  SET: 14,
  DATE: 15,
  /** Source, flags. */
  REGEXP: 16,
  /** Name of the constructor; message, stack and cause, each after whether it is there. */
  ERROR: 17,
  /** Length, bytes; the second has its greatest length in front. */
  BUFFER: 18,
  RESIZABLE_BUFFER: 19,
  /** Name of the constructor, buffer, offset, whether it has a length of its own, length. */
  VIEW: 20,
  /** A primitive value, to be an object. */
  WRAPPER: 21,
  /** Name of a crossing, count of parts, parts; see platform-objects.js. */
  PLATFORM_OBJECT: 22,
};

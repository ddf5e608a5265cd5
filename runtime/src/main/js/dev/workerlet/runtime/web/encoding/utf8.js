"use strict";

const {
  ArrayBufferPrototypeTransfer,
  MathFloor,
  MathMax,
  MathMin,
  StringFromCharCode,
  StringPrototypeCharCodeAt,
  StringPrototypeSlice,
  StringPrototypeToWellFormed,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeSet,
  Uint8Array,
} = primordials;
const operations = require("context/operations");
const { sliceOf, subarrayOf } = require("web/infra/bytes");
const { sealClass } = require("web/infra/internal-classes");

// A call out of V8 and what the host does there cost about as much as encoding two thousand ASCII
// characters here, or decoding five hundred; beyond that the host is faster.
const HOST_ENCODE_LENGTH = 2048;
const HOST_DECODE_LENGTH = 512;
// While the JVM copies a string, no thread of it gets past a safepoint: so many characters take a millisecond or two.
const HOST_ENCODE_PIECE = 1 << 20;

/** The UTF-8 bytes of a string, lone surrogates as U+FFFD; the array spans its own buffer. */
function utf8Encode(string) {
  const { length } = string;
  if (length > HOST_ENCODE_LENGTH) {
    const text = StringPrototypeToWellFormed(string);
    return length > HOST_ENCODE_PIECE ? encodeInPieces(text) : new Uint8Array(operations.encodeUtf8(text));
  }
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const code = StringPrototypeCharCodeAt(string, i);
    if (code >= 0x80) {
      return encodeBeyondAscii(string);
    }
    bytes[i] = code;
  }
  return bytes;
}

/** The bytes of well-formed text, in memory that grows as pieces show how many a character has, by a half at a time. */
function encodeInPieces(text) {
  const { length } = text;
  let bytes = new Uint8Array(length);
  let written = 0;
  for (let start = 0; start < length; ) {
    const end = endOfPiece(text, start);
    const piece = new Uint8Array(operations.encodeUtf8(StringPrototypeSlice(text, start, end)));
    const size = TypedArrayPrototypeGetLength(piece);
    const least = written + size + length - end;
    const capacity = TypedArrayPrototypeGetLength(bytes);
    if (least > capacity) {
      const likely = written + MathFloor((size * (length - start)) / (end - start));
      bytes = resized(bytes, MathMax(least, MathMin(likely, MathFloor(capacity * 1.5))));
    }
    TypedArrayPrototypeSet(bytes, piece, written);
    written += size;
    start = end;
  }
  return written === TypedArrayPrototypeGetLength(bytes) ? bytes : resized(bytes, written);
}

/** Where a piece that begins at `start` ends: not within a pair of surrogates. */
function endOfPiece(text, start) {
  const end = start + HOST_ENCODE_PIECE;
  if (end >= text.length) {
    return text.length;
  }
  const next = StringPrototypeCharCodeAt(text, end);
  return next >= 0xdc00 && next <= 0xdfff ? end - 1 : end;
}

/** The bytes in a buffer of another length; their own is detached. */
function resized(bytes, length) {
  return new Uint8Array(ArrayBufferPrototypeTransfer(TypedArrayPrototypeGetBuffer(bytes), length));
}

function encodeBeyondAscii(string) {
  const buffer = new Uint8Array(string.length * 3);
  const { written } = utf8EncodeInto(string, buffer);
  return sliceOf(buffer, 0, written);
}

/**
 * Writes as many whole code points as fit. https://encoding.spec.whatwg.org/#dom-textencoder-encodeinto
 * `read` counts UTF-16 code units.
 */
function utf8EncodeInto(string, target) {
  const { length } = string;
  const capacity = TypedArrayPrototypeGetLength(target);
  let read = 0;
  let written = 0;
  while (read < length) {
    const unit = StringPrototypeCharCodeAt(string, read);
    if (unit < 0x80) {
      if (written === capacity) {
        break;
      }
      target[written++] = unit;
      read++;
    } else if (unit < 0x800) {
      if (written + 2 > capacity) {
        break;
      }
      target[written++] = 0xc0 | (unit >> 6);
      target[written++] = 0x80 | (unit & 0x3f);
      read++;
    } else {
      let code = unit;
      let units = 1;
      if (unit >= 0xd800 && unit <= 0xdfff) {
        const next = unit <= 0xdbff && read + 1 < length ? StringPrototypeCharCodeAt(string, read + 1) : 0;
        if (next >= 0xdc00 && next <= 0xdfff) {
          code = 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00);
          units = 2;
        } else {
          code = 0xfffd;
        }
      }
      const size = code < 0x10000 ? 3 : 4;
      if (written + size > capacity) {
        break;
      }
      if (size === 3) {
        target[written++] = 0xe0 | (code >> 12);
      } else {
        target[written++] = 0xf0 | (code >> 18);
        target[written++] = 0x80 | ((code >> 12) & 0x3f);
      }
      target[written++] = 0x80 | ((code >> 6) & 0x3f);
      target[written++] = 0x80 | (code & 0x3f);
      read += units;
    }
  }
  return { read, written };
}

/**
 * Decodes bytes step by step: the state between two chunks of a stream is the code point begun and
 * the bounds of the next byte. https://encoding.spec.whatwg.org/#utf-8-decoder
 */
class Utf8Decoder {
  constructor(fatal) {
    this.fatal = fatal;
    this.reset();
  }

  reset() {
    this.codePoint = 0;
    this.needed = 0;
    this.lower = 0x80;
    this.upper = 0xbf;
  }

  /** The text of the bytes, null when they are malformed and the decoder is fatal. */
  decode(bytes, isLast) {
    const length = TypedArrayPrototypeGetLength(bytes);
    return length > HOST_DECODE_LENGTH ? this.decodeLong(bytes, length, isLast) : this.decodeShort(bytes, isLast);
  }

  /** The host decodes what is whole: from the end of the code point begun to the one that the bytes end within. */
  decodeLong(bytes, length, isLast) {
    let start = 0;
    let head = "";
    for (; this.needed !== 0 && start < length; start++) {
      const text = this.decodeShort(subarrayOf(bytes, start, start + 1), false);
      if (text === null) {
        return null;
      }
      head += text;
    }
    const end = isLast ? length : endOfWhole(bytes, start, length);
    const text = decodeOnHost(bytes, start, end, this.fatal);
    if (text === undefined) {
      return null;
    }
    const tail = end === length ? "" : this.decodeShort(subarrayOf(bytes, end, length), false);
    return tail === null ? null : head + text + tail;
  }

  decodeShort(bytes, isLast) {
    const length = TypedArrayPrototypeGetLength(bytes);
    let output = "";
    let i = 0;
    while (i < length) {
      const byte = bytes[i];
      if (this.needed === 0) {
        if (byte < 0x80) {
          const end = endOfAscii(bytes, i, length);
          output += asciiString(bytes, i, end);
          i = end;
          continue;
        }
        i++;
        if (!this.begin(byte)) {
          if (this.fatal) {
            return null;
          }
          output += "\ufffd";
        }
      } else if (byte < this.lower || byte > this.upper) {
        // the byte is not used up: it may begin the next code point
        this.reset();
        if (this.fatal) {
          return null;
        }
        output += "\ufffd";
      } else {
        i++;
        this.lower = 0x80;
        this.upper = 0xbf;
        this.codePoint = (this.codePoint << 6) | (byte & 0x3f);
        if (--this.needed === 0) {
          output += codePointString(this.codePoint);
        }
      }
    }
    if (isLast && this.needed !== 0) {
      this.reset();
      return this.fatal ? null : `${output}\ufffd`;
    }
    return output;
  }

  begin(byte) {
    if (byte >= 0xc2 && byte <= 0xdf) {
      this.needed = 1;
      this.codePoint = byte & 0x1f;
    } else if (byte >= 0xe0 && byte <= 0xef) {
      this.needed = 2;
      this.codePoint = byte & 0x0f;
      if (byte === 0xe0) {
        this.lower = 0xa0;
      } else if (byte === 0xed) {
        this.upper = 0x9f;
      }
    } else if (byte >= 0xf0 && byte <= 0xf4) {
      this.needed = 3;
      this.codePoint = byte & 0x07;
      if (byte === 0xf0) {
        this.lower = 0x90;
      } else if (byte === 0xf4) {
        this.upper = 0x8f;
      }
    } else {
      return false;
    }
    return true;
  }
}
sealClass(Utf8Decoder);

/** Where the last code point of bytes start…length begins if it is not complete, else `length`. */
function endOfWhole(bytes, start, length) {
  for (let i = length - 1; i >= start && i >= length - 3; i--) {
    const byte = bytes[i];
    if (byte >= 0xc0) {
      const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return i + size > length ? i : length;
    }
    if (byte < 0x80) {
      return length;
    }
  }
  return length;
}

function decodeOnHost(bytes, start, end, isFatal) {
  return operations.decodeUtf8(
    TypedArrayPrototypeGetBuffer(bytes),
    TypedArrayPrototypeGetByteOffset(bytes) + start,
    end - start,
    isFatal,
  );
}

function codePointString(code) {
  return code < 0x10000
    ? StringFromCharCode(code)
    : StringFromCharCode(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
}

function endOfAscii(bytes, start, length) {
  let end = start;
  while (end < length && bytes[end] < 0x80) {
    end++;
  }
  return end;
}

/** Bytes start…end as a string of the same character codes. */
function asciiString(bytes, start, end) {
  let output = "";
  let i = start;
  for (; i + 8 <= end; i += 8) {
    output += StringFromCharCode(
      bytes[i], bytes[i + 1], bytes[i + 2], bytes[i + 3],
      bytes[i + 4], bytes[i + 5], bytes[i + 6], bytes[i + 7],
    );
  }
  for (; i < end; i++) {
    output += StringFromCharCode(bytes[i]);
  }
  return output;
}

/** Lossy, a byte order mark kept: "UTF-8 decode without BOM" of the standard. */
function utf8DecodeKeepingBom(bytes) {
  const length = TypedArrayPrototypeGetLength(bytes);
  if (length > HOST_DECODE_LENGTH) {
    return decodeOnHost(bytes, 0, length, false);
  }
  const end = endOfAscii(bytes, 0, length);
  const head = asciiString(bytes, 0, end);
  return end === length ? head : head + new Utf8Decoder(false).decode(subarrayOf(bytes, end, length), true);
}

/** Lossy, a byte order mark at the start dropped: "UTF-8 decode" of the standard. */
function utf8Decode(bytes) {
  const text = utf8DecodeKeepingBom(bytes);
  return StringPrototypeCharCodeAt(text, 0) === 0xfeff ? StringPrototypeSlice(text, 1) : text;
}

module.exports = {
  Utf8Decoder,
  asciiString,
  utf8Decode,
  utf8DecodeKeepingBom,
  utf8Encode,
  utf8EncodeInto,
};

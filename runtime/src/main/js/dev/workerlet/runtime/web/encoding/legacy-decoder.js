"use strict";

const { TypedArrayPrototypeGetLength } = primordials;
const operations = require("context/operations");
const { sealClass } = require("web/infra/internal-classes");

/** The host can't be stopped within a call, so it gets long input in pieces. */
const PIECE_BYTES = 256 * 1024;

/** A decoder whose tables are the host's; what is between two chunks of a stream is a number that is kept here. */
class LegacyDecoder {
  constructor(encoding, fatal) {
    this.encoding = encoding;
    this.fatal = fatal;
    this.state = 0;
  }

  reset() {
    this.state = 0;
  }

  /** The text of the bytes, null when they are malformed and the decoder is fatal. */
  decode(bytes, isLast) {
    const length = TypedArrayPrototypeGetLength(bytes);
    let output = "";
    let start = 0;
    do {
      const end = start + PIECE_BYTES < length ? start + PIECE_BYTES : length;
      const isEnd = isLast && end === length;
      const text = operations.decodeLegacy(this.encoding, bytes, start, end, this.fatal, isEnd, this.state);
      if (text === undefined) {
        return null;
      }
      this.state = operations.scratchInteger();
      output += text;
      start = end;
    } while (start < length);
    return output;
  }
}
sealClass(LegacyDecoder);

module.exports = { LegacyDecoder };

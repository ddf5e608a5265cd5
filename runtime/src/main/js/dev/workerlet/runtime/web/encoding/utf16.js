"use strict";

const { StringFromCharCode, TypedArrayPrototypeGetLength } = primordials;
const { sealClass } = require("web/infra/internal-classes");

/** https://encoding.spec.whatwg.org/#shared-utf-16-decoder */
class Utf16Decoder {
  constructor(fatal, bigEndian) {
    this.fatal = fatal;
    this.bigEndian = bigEndian;
    this.reset();
  }

  reset() {
    this.leadByte = -1;
    this.leadSurrogate = -1;
  }

  /** The text of the bytes, null when they are malformed and the decoder is fatal. */
  decode(bytes, isLast) {
    const length = TypedArrayPrototypeGetLength(bytes);
    let output = "";
    for (let i = 0; i < length; i++) {
      if (this.leadByte === -1) {
        this.leadByte = bytes[i];
        continue;
      }
      const unit = this.bigEndian ? (this.leadByte << 8) | bytes[i] : (bytes[i] << 8) | this.leadByte;
      this.leadByte = -1;
      const isTrail = unit >= 0xdc00 && unit <= 0xdfff;
      if (this.leadSurrogate !== -1) {
        const lead = this.leadSurrogate;
        this.leadSurrogate = -1;
        if (isTrail) {
          output += StringFromCharCode(lead, unit);
          continue;
        }
        if (this.fatal) {
          return null;
        }
        output += "\ufffd";
      }
      if (unit >= 0xd800 && unit <= 0xdbff) {
        this.leadSurrogate = unit;
      } else if (!isTrail) {
        output += StringFromCharCode(unit);
      } else if (this.fatal) {
        return null;
      } else {
        output += "\ufffd";
      }
    }
    if (isLast && (this.leadByte !== -1 || this.leadSurrogate !== -1)) {
      this.reset();
      return this.fatal ? null : `${output}\ufffd`;
    }
    return output;
  }
}
sealClass(Utf16Decoder);

module.exports = { Utf16Decoder };

"use strict";

const { uncurryThis } = primordials;
const { TextDecoder } = require("web/encoding/text-decoder");

const decode = uncurryThis(TextDecoder.prototype.decode);

/** The text of bytes in the encoding of a label, its byte order mark dropped; null where the label names none. */
function decodeWithLabel(bytes, label) {
  let decoder;
  try {
    decoder = new TextDecoder(label);
  } catch {
    return null;
  }
  return decode(decoder, bytes);
}

module.exports = { decodeWithLabel };

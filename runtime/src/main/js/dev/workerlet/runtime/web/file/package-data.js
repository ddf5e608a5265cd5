"use strict";

const { TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, Uint8ArrayPrototypeToBase64 } = primordials;
const { asciiString } = require("web/encoding/utf8");
const { decodeWithLabel } = require("web/file/text-decoding");
const { parameterOf, parseMimeType } = require("web/fetch/mime-type");
const { copyOfBytes } = require("web/infra/bytes");

/** What a read of a blob results in. https://w3c.github.io/FileAPI/#blob-package-data */
function packageData(kind, bytes, type, label) {
  switch (kind) {
    case "ArrayBuffer":
      return TypedArrayPrototypeGetBuffer(copyOfBytes(bytes));
    case "BinaryString":
      return asciiString(bytes, 0, TypedArrayPrototypeGetByteLength(bytes));
    case "DataURL":
      return `data:${type === "" ? "application/octet-stream" : type};base64,${Uint8ArrayPrototypeToBase64(bytes)}`;
    default:
      return toText(bytes, type, label);
  }
}

/** The encoding comes from the argument, else from the type, else it is UTF-8; a byte order mark beats them all. */
function toText(bytes, type, label) {
  const marked = markedEncoding(bytes);
  if (marked !== null) return decodeWithLabel(bytes, marked);
  const named = label === undefined ? null : decodeWithLabel(bytes, label);
  if (named !== null) return named;
  const mimeType = parseMimeType(type);
  const charset = mimeType === null ? null : parameterOf(mimeType, "charset");
  const typed = charset === null ? null : decodeWithLabel(bytes, charset);
  return typed === null ? decodeWithLabel(bytes, "utf-8") : typed;
}

// https://encoding.spec.whatwg.org/#bom-sniff
function markedEncoding(bytes) {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : null;
}

module.exports = { packageData };

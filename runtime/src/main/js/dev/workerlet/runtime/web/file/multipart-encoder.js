"use strict";

const {
  ArrayPrototypePush,
  StringPrototypeCharCodeAt,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetLength,
  Uint8Array,
} = primordials;
const operations = require("context/operations");
const { utf8Encode } = require("web/encoding/utf8");
const { blobBytes, blobType } = require("web/file/blob");
const { nameOf } = require("web/file/file");
const { entriesOf } = require("web/file/form-data");
const { concatenate } = require("web/infra/bytes");

const hexDigits = "0123456789abcdef";
const BOUNDARY_BYTES = 16;

function createBoundary() {
  const random = new Uint8Array(BOUNDARY_BYTES);
  operations.randomFill(random);
  let boundary = "----WorkerletFormBoundary";
  for (let i = 0; i < TypedArrayPrototypeGetLength(random); i++) {
    boundary += hexDigits[random[i] >> 4] + hexDigits[random[i] & 15];
  }
  return boundary;
}

/** Every CR, LF and CR LF as CR LF. https://infra.spec.whatwg.org/#normalize-newlines, for the wire */
function normalizeNewlines(text) {
  let output = "";
  for (let i = 0; i < text.length; i++) {
    const code = StringPrototypeCharCodeAt(text, i);
    if (code === 0x0d && text[i + 1] === "\n") {
      i++;
    }
    output += code === 0x0d || code === 0x0a ? "\r\n" : text[i];
  }
  return output;
}

// https://html.spec.whatwg.org/#multipart-form-data step 2 on names
function escapeName(text) {
  let output = "";
  for (let i = 0; i < text.length; i++) {
    switch (StringPrototypeCharCodeAt(text, i)) {
      case 0x0a:
        output += "%0A";
        break;
      case 0x0d:
        output += "%0D";
        break;
      case 0x22:
        output += "%22";
        break;
      default:
        output += text[i];
    }
  }
  return output;
}

/**
 * A form as {bytes, type}. https://html.spec.whatwg.org/#multipart/form-data-encoding-algorithm
 */
function encodeMultipart(formData) {
  const entries = entriesOf(formData);
  const boundary = createBoundary();
  const chunks = [];
  let total = 0;
  let text = "";
  const flush = (bytes) => {
    ArrayPrototypePush(chunks, bytes);
    total += TypedArrayPrototypeGetByteLength(bytes);
  };
  for (let i = 0; i < entries.length; i += 2) {
    const name = escapeName(normalizeNewlines(entries[i]));
    const value = entries[i + 1];
    text += `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`;
    if (typeof value === "string") {
      text += `\r\n\r\n${normalizeNewlines(value)}\r\n`;
      continue;
    }
    const type = blobType(value) || "application/octet-stream";
    text += `; filename="${escapeName(nameOf(value))}"\r\nContent-Type: ${type}\r\n\r\n`;
    flush(utf8Encode(text));
    flush(blobBytes(value));
    text = "\r\n";
  }
  flush(utf8Encode(`${text}--${boundary}--\r\n`));
  return { bytes: concatenate(chunks, total), type: `multipart/form-data; boundary=${boundary}` };
}

module.exports = { encodeMultipart };

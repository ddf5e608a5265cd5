"use strict";

const {
  ArrayPrototypePush,
  DateNow,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeToLowerCase,
  TypeError,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeIndexOf,
} = primordials;
const { utf8Decode, utf8DecodeKeepingBom, utf8Encode } = require("web/encoding/utf8");
const { trimHttpWhitespace } = require("web/fetch/header-syntax");
const { parameterOf } = require("web/fetch/mime-type");
const { createFile } = require("web/file/file");
const { FormData, entriesOf } = require("web/file/form-data");
const { sliceOf, subarrayOf } = require("web/infra/bytes");
const { parseUrlEncoded } = require("web/url/url-encoded");

function isAt(bytes, needle, position) {
  const { length } = needle;
  for (let i = 0; i < length; i++) {
    if (bytes[position + i] !== needle[i]) {
      return false;
    }
  }
  return true;
}

function indexOfBytes(bytes, needle, from) {
  let position = TypedArrayPrototypeIndexOf(bytes, needle[0], from);
  while (position !== -1 && !isAt(bytes, needle, position)) {
    position = TypedArrayPrototypeIndexOf(bytes, needle[0], position + 1);
  }
  return position;
}

function malformed(what) {
  return new TypeError(`Body is not well-formed multipart/form-data: ${what}`);
}

/** The value of a quoted parameter of Content-Disposition, null when it is absent. */
function dispositionParameter(header, name) {
  const marker = `; ${name}="`;
  const start = StringPrototypeIndexOf(header, marker);
  if (start === -1) {
    return null;
  }
  const valueStart = start + marker.length;
  const end = StringPrototypeIndexOf(header, '"', valueStart);
  if (end === -1) {
    throw malformed("unterminated parameter");
  }
  return unescapeName(StringPrototypeSlice(header, valueStart, end));
}

/** Undoes what a form encoder does to a name, and only that. */
function unescapeName(text) {
  let output = "";
  let start = 0;
  for (;;) {
    const percent = StringPrototypeIndexOf(text, "%", start);
    if (percent === -1) {
      return output + StringPrototypeSlice(text, start);
    }
    output += StringPrototypeSlice(text, start, percent);
    start = percent + 3;
    switch (StringPrototypeSlice(text, percent, start)) {
      case "%0A":
      case "%0a":
        output += "\n";
        break;
      case "%0D":
      case "%0d":
        output += "\r";
        break;
      case "%22":
        output += '"';
        break;
      default:
        output += "%";
        start = percent + 1;
    }
  }
}

/** {name, filename, contentType} out of a part's header block. */
function parsePartHeaders(block) {
  const headers = { name: null, filename: null, contentType: "text/plain" };
  let start = 0;
  while (start < block.length) {
    let end = StringPrototypeIndexOf(block, "\r\n", start);
    if (end === -1) {
      end = block.length;
    }
    const line = StringPrototypeSlice(block, start, end);
    start = end + 2;
    const colon = StringPrototypeIndexOf(line, ":");
    if (colon === -1) {
      throw malformed("a header line without a colon");
    }
    const value = trimHttpWhitespace(StringPrototypeSlice(line, colon + 1));
    switch (StringPrototypeToLowerCase(StringPrototypeSlice(line, 0, colon))) {
      case "content-disposition":
        headers.name = dispositionParameter(value, "name");
        headers.filename = dispositionParameter(value, "filename");
        break;
      case "content-type":
        headers.contentType = value;
        break;
    }
  }
  if (headers.name === null) {
    throw malformed("a part without a name");
  }
  return headers;
}

// https://andreubotella.github.io/multipart-form-data/#multipart-form-data-parser
function parseMultipart(bytes, boundary) {
  const formData = new FormData();
  const entries = entriesOf(formData);
  const firstDelimiter = utf8Encode(`--${boundary}`);
  const delimiter = utf8Encode(`\r\n--${boundary}`);
  const endOfHeaders = utf8Encode("\r\n\r\n");
  const delimiterLength = TypedArrayPrototypeGetLength(delimiter);

  let position = indexOfBytes(bytes, firstDelimiter, 0);
  if (position === -1) {
    throw malformed("no boundary");
  }
  position += delimiterLength - 2;
  for (;;) {
    if (bytes[position] === 0x2d && bytes[position + 1] === 0x2d) {
      return formData;
    }
    if (bytes[position] !== 0x0d || bytes[position + 1] !== 0x0a) {
      throw malformed("no line break after a boundary");
    }
    const headersEnd = indexOfBytes(bytes, endOfHeaders, position);
    const bodyEnd = headersEnd === -1 ? -1 : indexOfBytes(bytes, delimiter, headersEnd + 2);
    if (bodyEnd === -1) {
      throw malformed("an unterminated part");
    }
    const block = position + 2 > headersEnd ? "" : utf8Decode(subarrayOf(bytes, position + 2, headersEnd));
    const { name, filename, contentType } = parsePartHeaders(block);
    const bodyStart = headersEnd + 4;
    // an empty body may share its line break with the headers
    const end = bodyEnd < bodyStart ? bodyStart : bodyEnd;
    ArrayPrototypePush(
      entries,
      name,
      filename === null
        ? utf8DecodeKeepingBom(subarrayOf(bytes, bodyStart, end))
        : createFile(sliceOf(bytes, bodyStart, end), contentType, filename, DateNow()),
    );
    position = bodyEnd + delimiterLength;
  }
}

/**
 * The form a body holds, null when its MIME type is not that of a form.
 * https://fetch.spec.whatwg.org/#dom-body-formdata
 */
function parseFormData(mimeType, content) {
  if (mimeType.essence === "multipart/form-data") {
    const boundary = parameterOf(mimeType, "boundary");
    if (boundary === null) {
      throw malformed("no boundary parameter");
    }
    return parseMultipart(typeof content === "string" ? utf8Encode(content) : content, boundary);
  }
  if (mimeType.essence !== "application/x-www-form-urlencoded") {
    return null;
  }
  const formData = new FormData();
  const entries = entriesOf(formData);
  const pairs = parseUrlEncoded(typeof content === "string" ? content : utf8DecodeKeepingBom(content));
  for (let i = 0; i < pairs.length; i++) {
    ArrayPrototypePush(entries, pairs[i]);
  }
  return formData;
}

module.exports = { parseFormData };

"use strict";

const {
  RegExpPrototypeExec,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  TypeError,
  TypedArrayPrototypeGetByteLength,
} = primordials;
const { dataUrlContent } = require("web/fetch/data-url");
const { getFromList } = require("web/fetch/headers");
const { blobBytes, blobType } = require("web/file/blob");
const { sliceOf } = require("web/infra/bytes");

// https://fetch.spec.whatwg.org/#simple-range-header-value, with whitespace allowed
const rangeValue = /^bytes[\t ]*=[\t ]*([0-9]*)[\t ]*-[\t ]*([0-9]*)$/;

/** The answer for a URL that leads to no server. https://fetch.spec.whatwg.org/#scheme-fetch */
function localFetch(parts) {
  const hash = StringPrototypeIndexOf(parts.url, "#");
  const url = hash < 0 ? parts.url : StringPrototypeSlice(parts.url, 0, hash);
  if (StringPrototypeStartsWith(url, "data:")) {
    const content = dataUrlContent(url);
    if (content === null) throw new TypeError("fetch failed: the data: URL is malformed");
    return answer(200, "OK", ["content-type", content.type], content.bytes, url);
  }
  if (StringPrototypeStartsWith(url, "blob:")) return blobFetch(parts, url);
  throw new TypeError(`fetch failed: nothing stands behind ${url}`);
}

function blobFetch(parts, url) {
  const { blob, headerList, method } = parts;
  if (method !== "GET") throw new TypeError(`fetch failed: the method of a blob: URL is GET, not ${method}`);
  if (blob === null) throw new TypeError(`fetch failed: no blob stands behind ${url}`);
  const bytes = blobBytes(blob);
  const length = TypedArrayPrototypeGetByteLength(bytes);
  const range = getFromList(headerList, "range");
  if (range === null) {
    const list = ["content-length", `${length}`, "content-type", blobType(blob)];
    // The blob shares its memory with its slices and clones: the body must not give it away.
    return answer(200, "OK", list, sliceOf(bytes, 0, length), url);
  }
  const { start, end } = parseRange(range, length);
  const list = [
    "content-length", `${end - start}`,
    "content-type", blobType(blob),
    "content-range", `bytes ${start}-${end - 1}/${length}`,
  ];
  return answer(206, "Partial Content", list, sliceOf(bytes, start, end), url);
}

/** The bytes from `start` to `end`, the latter not among them. */
function parseRange(value, length) {
  const match = RegExpPrototypeExec(rangeValue, value);
  if (match === null || (match[1] === "" && match[2] === "")) throw rangeError(value);
  let start;
  let end;
  if (match[1] === "") {
    start = +match[2] > length ? 0 : length - +match[2];
    end = length;
  } else {
    start = +match[1];
    end = match[2] === "" || +match[2] >= length ? length : +match[2] + 1;
    if (match[2] !== "" && +match[1] > +match[2]) throw rangeError(value);
  }
  if (start >= length) throw rangeError(value);
  return { __proto__: null, start, end };
}

function rangeError(value) {
  return new TypeError(`fetch failed: the range ${value} is none of the blob`);
}

function answer(status, statusText, list, body, url) {
  return { __proto__: null, status, statusText, list, body, url, redirected: false };
}

module.exports = { localFetch };

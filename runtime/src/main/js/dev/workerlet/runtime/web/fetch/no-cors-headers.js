"use strict";

const { RegExpPrototypeExec } = primordials;
const { parseMimeType } = require("web/fetch/mime-type");

const unsafeByte = /[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/;
const notLanguage = /[^0-9A-Za-z *,\-.;=]/;
const MOST_CHARS = 128;

// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name
function isSafelistedName(name) {
  return name === "accept" || name === "accept-language" || name === "content-language" || name === "content-type";
}

// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header
function isSafelisted(name, value) {
  if (!isSafelistedName(name) || value.length > MOST_CHARS) return false;
  switch (name) {
    case "accept":
      return RegExpPrototypeExec(unsafeByte, value) === null;
    case "content-type":
      return RegExpPrototypeExec(unsafeByte, value) === null && isFormType(value);
    default:
      return RegExpPrototypeExec(notLanguage, value) === null;
  }
}

function isFormType(value) {
  const mimeType = parseMimeType(value);
  if (mimeType === null) return false;
  const { essence } = mimeType;
  return (
    essence === "application/x-www-form-urlencoded" || essence === "multipart/form-data" || essence === "text/plain"
  );
}

/** Whether headers with the guard "request-no-cors" take a value beside `present`, which is null for none. */
function mayAppend(present, name, value) {
  return isSafelisted(name, present === null ? value : `${present}, ${value}`);
}

function mayDelete(name) {
  return isSafelistedName(name) || name === "range";
}

module.exports = { mayAppend, mayDelete };

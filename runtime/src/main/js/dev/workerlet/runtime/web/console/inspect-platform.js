"use strict";

const {
  ArrayPrototypePush,
  ObjectGetOwnPropertyDescriptor,
  TypedArrayPrototypeGetByteLength,
  uncurryThis,
} = primordials;
const { describeError } = require("web/console/inspect-error");
const { braces } = require("web/console/layout");
const { formatPrimitive } = require("web/console/primitives");
const { isAborted, isAbortSignal } = require("web/dom/abort-signal");
const { isDOMException } = require("web/dom/dom-exception");
const { isEvent, typeOf } = require("web/dom/event");
const { isHeaders, pairsOf: headerPairsOf } = require("web/fetch/headers");
const { Request, isRequest } = require("web/fetch/request");
const { Response, isResponse } = require("web/fetch/response");
const { blobBytes, blobType, isBlob } = require("web/file/blob");
const { isFile, nameOf } = require("web/file/file");
const { entriesOf, isFormData } = require("web/file/form-data");
const { hrefOf } = require("web/url/url");
const { isURLSearchParams, pairsOf: searchPairsOf } = require("web/url/url-search-params");

// The state of these objects is behind getters on their prototypes, which are not own properties.
// What is shown is read here, and only what can be read without changing anything.

function getterOf(Interface, name) {
  return uncurryThis(ObjectGetOwnPropertyDescriptor(Interface.prototype, name).get);
}

const requestMethod = getterOf(Request, "method");
const requestURL = getterOf(Request, "url");
const requestHeaders = getterOf(Request, "headers");
const responseStatus = getterOf(Response, "status");
const responseStatusText = getterOf(Response, "statusText");
const responseHeaders = getterOf(Response, "headers");
const responseURL = getterOf(Response, "url");

function describePairs(name, pairs, inspector) {
  const items = [];
  for (let i = 0; i < pairs.length && inspector.budget > 0; i += 2) {
    ArrayPrototypePush(items, `${formatPrimitive(pairs[i])}: ${inspector.inspect(pairs[i + 1])}`);
  }
  return `${name} ${braces("{", items, "}")}`;
}

function describeFields(name, fields, inspector) {
  const items = [];
  for (let i = 0; i < fields.length; i += 2) {
    ArrayPrototypePush(items, `${fields[i]}: ${inspector.inspect(fields[i + 1])}`);
  }
  return `${name} ${braces("{", items, "}")}`;
}

/** The text for an object of one of the platform's classes, null for those shown like any object. */
function describePlatformObject(object, inspector) {
  if (isDOMException(object)) {
    return describeError(object, inspector);
  }
  const href = hrefOf(object);
  if (href !== undefined) {
    return describeFields("URL", ["href", href], inspector);
  }
  if (inspector.isTooDeep()) {
    return null;
  }
  if (isHeaders(object)) {
    return describePairs("Headers", headerPairsOf(object), inspector);
  }
  if (isURLSearchParams(object)) {
    return describePairs("URLSearchParams", searchPairsOf(object), inspector);
  }
  if (isFormData(object)) {
    return describePairs("FormData", entriesOf(object), inspector);
  }
  if (isRequest(object)) {
    const fields = ["method", requestMethod(object), "url", requestURL(object), "headers", requestHeaders(object)];
    return describeFields("Request", fields, inspector);
  }
  if (isResponse(object)) {
    return describeFields(
      "Response",
      [
        "status", responseStatus(object), "statusText", responseStatusText(object),
        "headers", responseHeaders(object), "url", responseURL(object),
      ],
      inspector,
    );
  }
  if (isBlob(object)) {
    const fields = ["size", TypedArrayPrototypeGetByteLength(blobBytes(object)), "type", blobType(object)];
    if (isFile(object)) {
      ArrayPrototypePush(fields, "name", nameOf(object));
      return describeFields("File", fields, inspector);
    }
    return describeFields("Blob", fields, inspector);
  }
  if (isAbortSignal(object)) {
    return describeFields("AbortSignal", ["aborted", isAborted(object)], inspector);
  }
  if (isEvent(object)) {
    return describeFields("Event", ["type", typeOf(object)], inspector);
  }
  return null;
}

module.exports = { describePlatformObject };

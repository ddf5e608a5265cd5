"use strict";

const {
  JSONParse,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ObjectKeys,
  PromiseReject,
  TypeError,
  TypedArrayPrototypeGetBuffer,
} = primordials;
const { consume, contentBytes, contentText, isUsed, streamOf } = require("web/fetch/body-state");
const { createBlob } = require("web/file/blob");
const { parseFormData } = require("web/file/form-data-parser");
const { parseMimeType, serializeMimeType } = require("web/fetch/mime-type");

const toText = (content) => contentText(content);
const toJson = (content) => JSONParse(contentText(content));
const toBytes = (content, owned) => contentBytes(content, owned);
const toArrayBuffer = (content, owned) => TypedArrayPrototypeGetBuffer(contentBytes(content, owned));

function toBlob(content, owned, contentType) {
  const mimeType = contentType === null ? null : parseMimeType(contentType);
  return createBlob(contentBytes(content, owned), mimeType === null ? "" : serializeMimeType(mimeType));
}

function toFormData(content, owned, contentType) {
  const mimeType = contentType === null ? null : parseMimeType(contentType);
  const formData = mimeType === null ? null : parseFormData(mimeType, content);
  if (formData === null) {
    throw new TypeError(
      "Body cannot be read as form data: its Content-Type is neither 'multipart/form-data' nor " +
        "'application/x-www-form-urlencoded'",
    );
  }
  return formData;
}

/**
 * Adds the Body mixin to Request or Response. `bodyOf(object)` gives the BodyState or null,
 * `contentTypeOf(object)` the value of the Content-Type header or null; both throw a TypeError on an
 * object of another class. https://fetch.spec.whatwg.org/#body-mixin
 */
function mixinBody(Interface, bodyOf, contentTypeOf) {
  // A promise-returning operation reports even a wrong receiver by rejecting.
  const read = (object, convert) => {
    try {
      return consume(bodyOf(object), convert, undefined);
    } catch (error) {
      return PromiseReject(error);
    }
  };
  const readTyped = (object, convert) => {
    try {
      return consume(bodyOf(object), convert, contentTypeOf(object));
    } catch (error) {
      return PromiseReject(error);
    }
  };

  const members = {
    get body() {
      const body = bodyOf(this);
      return body === null ? null : streamOf(body);
    },
    get bodyUsed() {
      const body = bodyOf(this);
      return body !== null && isUsed(body);
    },
    arrayBuffer() {
      return read(this, toArrayBuffer);
    },
    blob() {
      return readTyped(this, toBlob);
    },
    bytes() {
      return read(this, toBytes);
    },
    formData() {
      return readTyped(this, toFormData);
    },
    json() {
      return read(this, toJson);
    },
    text() {
      return read(this, toText);
    },
  };
  const names = ObjectKeys(members);
  for (let i = 0; i < names.length; i++) {
    ObjectDefineProperty(Interface.prototype, names[i], ObjectGetOwnPropertyDescriptor(members, names[i]));
  }
}

module.exports = { mixinBody };

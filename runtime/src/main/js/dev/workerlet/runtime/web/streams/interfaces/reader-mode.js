"use strict";

const { createByobReader } = require("web/streams/interfaces/byob-reader");
const { createDefaultReader } = require("web/streams/interfaces/default-reader");
const { acquireByobReader, acquireDefaultReader } = require("web/streams/readers");
const { toDictionary } = require("web/webidl/objects");
const { toEnumeration } = require("web/webidl/strings");

const prefix = "Failed to execute 'getReader' on 'ReadableStream'";

// https://streams.spec.whatwg.org/#rs-get-reader
function getReader(readable, options) {
  const mode = toDictionary(options, prefix, "ReadableStreamGetReaderOptions")?.mode;
  if (mode === undefined) {
    return createDefaultReader(acquireDefaultReader(readable));
  }
  toEnumeration(mode, ["byob"], prefix, "member mode", "ReadableStreamReaderMode");
  return createByobReader(acquireByobReader(readable));
}

module.exports = { getReader };

"use strict";

const { TypeError } = primordials;
const { requiredArguments } = require("web/webidl/interfaces");
const { isObject, toDictionary, toSequence } = require("web/webidl/objects");

const cloner = require.lazy("web/structured-clone/cloner");

/** An element of a transfer list. */
function toTransferred(value, prefix) {
  if (!isObject(value)) {
    throw new TypeError(`${prefix}: an element of 'transfer' is not an object.`);
  }
  return value;
}

/** The `transfer` member of a StructuredSerializeOptions dictionary. */
function transferOf(options, prefix) {
  const transfer = toDictionary(options, prefix, "StructuredSerializeOptions")?.transfer;
  return transfer === undefined ? [] : toSequence(transfer, toTransferred, prefix, "member transfer");
}

/** A copy of a value. Nothing but a DataCloneError, or what a getter of the worker's throws, comes out. */
function clone(value, prefix) {
  if (!isObject(value) && typeof value !== "symbol") {
    return value;
  }
  return new (cloner().Cloner)(prefix, []).run(value);
}

/** A copy of a value, and what has taken the place of the transferred objects: {value, transferred}. */
function cloneWithTransfer(value, transferList, prefix) {
  if (transferList.length === 0) {
    return { __proto__: null, value: clone(value, prefix), transferred: [] };
  }
  const run = new (cloner().Cloner)(prefix, transferList);
  return { __proto__: null, value: run.run(value), transferred: run.transferred() };
}

// Methods of an object literal are no constructors, as operations must not be.
const { structuredClone } = {
  // https://html.spec.whatwg.org/#dom-structuredclone
  structuredClone(value, options = undefined) {
    const prefix = "Failed to execute 'structuredClone'";
    requiredArguments(arguments.length, 1, prefix);
    return cloneWithTransfer(value, transferOf(options, prefix), prefix).value;
  },
};

module.exports = { clone, cloneWithTransfer, structuredClone, toTransferred, transferOf };

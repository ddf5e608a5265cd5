"use strict";

const { TypeError } = primordials;
const { Cloner } = require("web/structured-clone/cloner");
const { requiredArguments } = require("web/webidl/interfaces");
const { isObject, toDictionary, toSequence } = require("web/webidl/objects");

const prefix = "Failed to execute 'structuredClone'";

function toObject(value) {
  if (!isObject(value)) {
    throw new TypeError(`${prefix}: an element of 'transfer' is not an object.`);
  }
  return value;
}

// Methods of an object literal are no constructors, as operations must not be.
module.exports = {
  // https://html.spec.whatwg.org/#dom-structuredclone
  structuredClone(value, options = undefined) {
    requiredArguments(arguments.length, 1, prefix);
    const transfer = toDictionary(options, prefix, "StructuredSerializeOptions")?.transfer;
    const list = transfer === undefined ? [] : toSequence(transfer, toObject, prefix, "member transfer");
    if (!isObject(value) && typeof value !== "symbol" && list.length === 0) {
      return value;
    }
    return new Cloner(prefix, list).run(value);
  },
};

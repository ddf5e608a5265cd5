"use strict";

const { ArrayPrototypePush, TypeError } = primordials;
const { isBlob } = require("web/file/blob");
const { fileFromBlob, isFile } = require("web/file/file");
const { removeAt } = require("web/infra/lists");
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { definePairIterable } = require("web/webidl/pair-iterator");
const { toUSVString } = require("web/webidl/strings");

let isFormData, entriesOf;

// https://xhr.spec.whatwg.org/#create-an-entry
function toEntryValue(value, filename, hasFilename, prefix) {
  if (isBlob(value)) {
    if (hasFilename) {
      return fileFromBlob(value, toUSVString(filename));
    }
    return isFile(value) ? value : fileFromBlob(value, "blob");
  }
  if (hasFilename) {
    throw new TypeError(`${prefix}: parameter 2 is not of type 'Blob'.`);
  }
  return toUSVString(value);
}

// https://xhr.spec.whatwg.org/#interface-formdata
class FormData {
  /** [name, string or File, …] */
  #entries = [];

  constructor(form = undefined) {
    if (form !== undefined) {
      throw new TypeError("Failed to construct 'FormData': parameter 1 is not of type 'HTMLFormElement'.");
    }
  }

  append(name, value, filename = undefined) {
    const prefix = "Failed to execute 'append' on 'FormData'";
    const entries = this.#entries;
    requiredArguments(arguments.length, 2, prefix);
    name = toUSVString(name);
    ArrayPrototypePush(entries, name, toEntryValue(value, filename, arguments.length > 2, prefix));
  }

  delete(name) {
    const entries = this.#entries;
    requiredArguments(arguments.length, 1, "Failed to execute 'delete' on 'FormData'");
    name = toUSVString(name);
    for (let i = entries.length - 2; i >= 0; i -= 2) {
      if (entries[i] === name) {
        removeAt(entries, i, 2);
      }
    }
  }

  get(name) {
    const entries = this.#entries;
    requiredArguments(arguments.length, 1, "Failed to execute 'get' on 'FormData'");
    name = toUSVString(name);
    for (let i = 0; i < entries.length; i += 2) {
      if (entries[i] === name) {
        return entries[i + 1];
      }
    }
    return null;
  }

  getAll(name) {
    const entries = this.#entries;
    requiredArguments(arguments.length, 1, "Failed to execute 'getAll' on 'FormData'");
    name = toUSVString(name);
    const values = [];
    for (let i = 0; i < entries.length; i += 2) {
      if (entries[i] === name) {
        ArrayPrototypePush(values, entries[i + 1]);
      }
    }
    return values;
  }

  has(name) {
    const entries = this.#entries;
    requiredArguments(arguments.length, 1, "Failed to execute 'has' on 'FormData'");
    name = toUSVString(name);
    for (let i = 0; i < entries.length; i += 2) {
      if (entries[i] === name) {
        return true;
      }
    }
    return false;
  }

  set(name, value, filename = undefined) {
    const prefix = "Failed to execute 'set' on 'FormData'";
    const entries = this.#entries;
    requiredArguments(arguments.length, 2, prefix);
    name = toUSVString(name);
    const entryValue = toEntryValue(value, filename, arguments.length > 2, prefix);
    let first = -1;
    for (let i = entries.length - 2; i >= 0; i -= 2) {
      if (entries[i] === name) {
        if (first !== -1) {
          removeAt(entries, first, 2);
        }
        first = i;
      }
    }
    if (first === -1) {
      ArrayPrototypePush(entries, name, entryValue);
    } else {
      entries[first + 1] = entryValue;
    }
  }

  static {
    isFormData = (value) => typeof value === "object" && value !== null && #entries in value;
    entriesOf = (formData) => formData.#entries;
  }
}
definePairIterable(FormData, entriesOf);
defineInterface(FormData);

module.exports = {
  FormData,
  /** The live flat list [name, string or File, …]. */
  entriesOf,
  isFormData,
};

"use strict";

const { DateNow } = primordials;
const { Blob, blobBytes, blobType, initializeBlob, internal } = require("web/file/blob");
const { copyOfBytes } = require("web/infra/bytes");
const { defineSerializable } = require("web/structured-clone/platform-objects");
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { toLongLong } = require("web/webidl/numbers");
const { toDictionary } = require("web/webidl/objects");
const { toUSVString } = require("web/webidl/strings");

const prefix = "Failed to construct 'File'";

let isFile, lastModifiedOf, nameOf, createFile;

// https://w3c.github.io/FileAPI/#file-section
class File extends Blob {
  #name;
  #lastModified;

  constructor(fileBits, fileName, options = undefined) {
    if (fileBits === internal) {
      super(internal);
      return;
    }
    requiredArguments(arguments.length, 2, prefix);
    super(fileBits === undefined ? null : fileBits, options);
    this.#name = toUSVString(fileName);
    const lastModified = toDictionary(options, prefix, "FilePropertyBag")?.lastModified;
    this.#lastModified =
      lastModified === undefined ? DateNow() : toLongLong(lastModified, prefix, "lastModified");
  }

  get name() {
    return this.#name;
  }

  get lastModified() {
    return this.#lastModified;
  }

  static {
    isFile = (value) => typeof value === "object" && value !== null && #name in value;
    lastModifiedOf = (file) => file.#lastModified;
    nameOf = (file) => file.#name;
    createFile = (bytes, type, name, lastModified) => {
      const file = new File(internal, undefined);
      initializeBlob(file, bytes, type);
      file.#name = name;
      file.#lastModified = lastModified;
      return file;
    };
  }
}
defineInterface(File);
defineSerializable(isFile, (file) => createFile(blobBytes(file), blobType(file), nameOf(file), lastModifiedOf(file)), {
  __proto__: null,
  name: "File",
  take: (file) => [copyOfBytes(blobBytes(file)), blobType(file), nameOf(file), lastModifiedOf(file)],
  make: (parts) => createFile(parts[0], parts[1], parts[2], parts[3]),
});

/** A file over the bytes of a blob. */
function fileFromBlob(blob, name) {
  const lastModified = isFile(blob) ? lastModifiedOf(blob) : DateNow();
  return createFile(blobBytes(blob), blobType(blob), name, lastModified);
}

module.exports = { File, createFile, fileFromBlob, isFile, nameOf };

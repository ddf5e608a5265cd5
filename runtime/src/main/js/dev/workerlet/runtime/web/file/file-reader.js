"use strict";

const { TypeError, TypedArrayPrototypeGetByteLength } = primordials;
const operations = require("context/operations");
const { DOMException } = require("web/dom/dom-exception");
const { createTrustedEvent } = require("web/dom/event");
const { EventTarget, defineEventHandler, dispatch } = require("web/dom/event-target");
const { blobBytes, blobType, isBlob } = require("web/file/blob");
const { ProgressEvent } = require("web/file/progress-event");
const { defineConstant, defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { toDOMString } = require("web/webidl/strings");

// What takes methods of TextDecoder has to be there before a worker can replace them.
require("web/file/text-decoding");
const packaging = require.lazy("web/file/package-data");

const EMPTY = 0;
const LOADING = 1;
const DONE = 2;

// https://w3c.github.io/FileAPI/#dfn-filereader
class FileReader extends EventTarget {
  #state = EMPTY;
  #result = null;
  #error = null;
  /** Counts the reads: the tasks of one that was aborted find another number here. */
  #read = 0;

  constructor() {
    super();
  }

  readAsArrayBuffer(blob) {
    this.#begin("readAsArrayBuffer", arguments.length, blob, "ArrayBuffer", undefined);
  }

  readAsBinaryString(blob) {
    this.#begin("readAsBinaryString", arguments.length, blob, "BinaryString", undefined);
  }

  readAsText(blob, encoding = undefined) {
    const label = encoding === undefined ? undefined : toDOMString(encoding);
    this.#begin("readAsText", arguments.length, blob, "Text", label);
  }

  readAsDataURL(blob) {
    this.#begin("readAsDataURL", arguments.length, blob, "DataURL", undefined);
  }

  // https://w3c.github.io/FileAPI/#abort
  abort() {
    if (this.#state !== LOADING) {
      this.#result = null;
      return;
    }
    this.#state = DONE;
    this.#result = null;
    const read = ++this.#read;
    this.#fire("abort", 0, 0);
    // A listener may have begun another read, whose own end is to come.
    if (this.#read === read) {
      this.#fire("loadend", 0, 0);
    }
  }

  get readyState() {
    return this.#state;
  }

  get result() {
    return this.#result;
  }

  get error() {
    return this.#error;
  }

  // https://w3c.github.io/FileAPI/#readOperation
  #begin(operation, given, blob, kind, label) {
    const prefix = `Failed to execute '${operation}' on 'FileReader'`;
    requiredArguments(given, 1, prefix);
    if (!isBlob(blob)) {
      throw new TypeError(`${prefix}: parameter 1 is not of type 'Blob'.`);
    }
    if (this.#state === LOADING) {
      throw new DOMException(`${prefix}: The object is already busy reading Blobs.`, "InvalidStateError");
    }
    this.#state = LOADING;
    this.#result = null;
    this.#error = null;
    const read = ++this.#read;
    const size = TypedArrayPrototypeGetByteLength(blobBytes(blob));
    this.#queue(read, () => {
      this.#fire("loadstart", 0, size);
      this.#queue(read, () => {
        if (size > 0) {
          this.#fire("progress", size, size);
        }
        this.#queue(read, () => this.#finish(read, blob, kind, label, size));
      });
    });
  }

  /** Each step is a task of its own, which an abort in between makes void. */
  #queue(read, step) {
    operations.setTimer(
      () => {
        if (this.#read === read) {
          step();
        }
      },
      0,
      false,
    );
  }

  #finish(read, blob, kind, label, size) {
    this.#state = DONE;
    let end = "load";
    try {
      this.#result = packaging().packageData(kind, blobBytes(blob), blobType(blob), label);
    } catch (error) {
      this.#error = new DOMException(error.message, "NotReadableError");
      end = "error";
    }
    this.#fire(end, size, size);
    // After what its listeners have put off; not at all where one has begun another read.
    this.#queue(read, () => this.#fire("loadend", size, size));
  }

  #fire(type, loaded, total) {
    const init = { __proto__: null, lengthComputable: total > 0, loaded, total };
    dispatch(this, createTrustedEvent(ProgressEvent, type, init));
  }
}
defineInterface(FileReader);
defineConstant(FileReader, "EMPTY", EMPTY);
defineConstant(FileReader, "LOADING", LOADING);
defineConstant(FileReader, "DONE", DONE);
defineEventHandler(FileReader.prototype, "loadstart");
defineEventHandler(FileReader.prototype, "progress");
defineEventHandler(FileReader.prototype, "load");
defineEventHandler(FileReader.prototype, "abort");
defineEventHandler(FileReader.prototype, "error");
defineEventHandler(FileReader.prototype, "loadend");

module.exports = { FileReader };

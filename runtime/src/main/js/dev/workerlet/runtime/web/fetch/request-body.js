"use strict";

const {
  ArrayPrototypePush,
  PromisePrototypeThen,
  TypeError,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetSymbolToStringTag,
  uncurryThis,
} = primordials;
const operations = require("context/operations");
const { concatenate } = require("web/infra/bytes");
const { interfaces } = require("web/streams/streams");

const { ReadableStream, ReadableStreamDefaultReader } = interfaces;
const getReader = uncurryThis(ReadableStream.prototype.getReader);
const readFrom = uncurryThis(ReadableStreamDefaultReader.prototype.read);
const cancelReader = uncurryThis(ReadableStreamDefaultReader.prototype.cancel);

function ignore() {}

/** Reads the stream of a request's body; `cancel` ends that before its time. */
class RequestBody {
  #reader;

  constructor(stream) {
    this.#reader = getReader(stream);
  }

  /** A promise of the whole as one Uint8Array. */
  async read() {
    const limit = operations.fetchBodyLimit();
    const chunks = [];
    let total = 0;
    for (;;) {
      const { done, value } = await readFrom(this.#reader);
      if (done) return chunks.length === 1 ? chunks[0] : concatenate(chunks, total);
      if (TypedArrayPrototypeGetSymbolToStringTag(value) !== "Uint8Array") {
        throw this.#failed("the request body has a chunk that is not a Uint8Array");
      }
      ArrayPrototypePush(chunks, value);
      total += TypedArrayPrototypeGetByteLength(value);
      if (total > limit) throw this.#failed(`the request body has more bytes than fetch-body-limit, ${limit}`);
    }
  }

  #failed(message) {
    const error = new TypeError(`fetch failed: ${message}`);
    this.cancel(error);
    return error;
  }

  cancel(reason) {
    PromisePrototypeThen(cancelReader(this.#reader, reason), undefined, ignore);
  }
}

module.exports = { RequestBody };

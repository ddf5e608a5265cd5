"use strict";

const {
  ArrayBufferPrototypeGetByteLength,
  TypeError,
  TypedArrayPrototypeGetLength,
  Uint8Array,
} = primordials;
const { DOMException } = require("web/dom/dom-exception");
const operations = require("context/operations");
const { copyOfBytes } = require("web/infra/bytes");
const { sealClass } = require("web/infra/internal-classes");
const { bytesViewOf, toBufferSource } = require("web/webidl/objects");

const COMPRESS = 0;
const DECOMPRESS = 1;

/** What the host is given at once: it can't be stopped within a call. */
const PIECE_BYTES = 64 * 1024;
/** Output of one chunk beyond this waits until the readable side wants more: a few bytes can stand for gigabytes. */
const EAGER_BYTES = 1024 * 1024;

/** What the host tells beside its output, see Codecs. */
const MORE_OUTPUT = 1;
const EXCESS_INPUT = 2;

const noBytes = new Uint8Array(0);

/** The algorithms of one stream. The host's half is made when the first bytes come, and closed as soon as possible. */
class Coder {
  constructor(format, direction) {
    this.format = format;
    this.direction = direction;
    this.id = 0;
    this.isClosed = false;
    /** Output bytes of this chunk that the readable side did not ask for. */
    this.unasked = 0;
  }

  async transform(chunk, controller) {
    try {
      let bytes = bytesViewOf(toBufferSource(chunk, "Failed to write", "chunk"));
      let isCopy = false;
      const length = TypedArrayPrototypeGetLength(bytes);
      this.unasked = 0;
      for (let start = 0; start < length && !this.isClosed; start += PIECE_BYTES) {
        const end = start + PIECE_BYTES < length ? start + PIECE_BYTES : length;
        const waiting = this.run(bytes, start, end, false, controller);
        if (waiting !== undefined) {
          if (!isCopy) {
            // The worker may change its bytes while this waits.
            bytes = copyOfBytes(bytes);
            isCopy = true;
          }
          await this.drain(waiting, false, controller);
        }
      }
    } catch (error) {
      this.close();
      throw error;
    }
  }

  async flush(controller) {
    try {
      this.unasked = 0;
      await this.drain(this.run(noBytes, 0, 0, true, controller), true, controller);
    } finally {
      this.close();
    }
  }

  /** Takes the rest of the output, as fast as the readable side wants it. */
  async drain(first, isLast, controller) {
    let waiting = first;
    while (waiting !== undefined) {
      await waiting;
      waiting = this.isClosed ? undefined : this.run(noBytes, 0, 0, isLast, controller);
    }
  }

  /**
   * Runs the codec over a piece of input until there is no more output, or too much of it: then gives the promise to
   * wait for.
   */
  run(bytes, start, end, isLast, controller) {
    if (this.id === 0) {
      this.id = operations.openCodec(this.format, this.direction);
    }
    let at = start;
    for (;;) {
      const output = operations.runCodec(this.id, bytes, at, end, isLast);
      const status = operations.scratchInteger();
      at = end;
      this.enqueue(output, controller);
      if (status === EXCESS_INPUT) {
        throw new TypeError("The compressed data goes on after its end");
      }
      if (status !== MORE_OUTPUT) {
        return undefined;
      }
      const waiting = this.unasked > EAGER_BYTES ? controller.ready() : undefined;
      if (waiting !== undefined) {
        return waiting;
      }
    }
  }

  enqueue(output, controller) {
    if (output === undefined) {
      throw new DOMException("The request that the stream belongs to has ended", "AbortError");
    }
    if (typeof output === "string") {
      throw new TypeError(output);
    }
    const length = ArrayBufferPrototypeGetByteLength(output);
    if (length > 0) {
      controller.enqueue(new Uint8Array(output));
      this.unasked += length;
    }
  }

  close() {
    this.isClosed = true;
    if (this.id !== 0) {
      operations.closeObject(this.id);
    }
  }
}
sealClass(Coder);

/** The algorithms of a stream, for createTransform. */
function createCoder(format, direction) {
  const coder = new Coder(format, direction);
  return {
    __proto__: null,
    transform: (chunk, controller) => coder.transform(chunk, controller),
    flush: (controller) => coder.flush(controller),
    cancel: () => coder.close(),
  };
}

module.exports = { COMPRESS, DECOMPRESS, createCoder };

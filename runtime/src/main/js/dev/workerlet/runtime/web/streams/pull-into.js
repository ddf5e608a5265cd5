"use strict";

const { ArrayBufferPrototypeTransfer } = primordials;
const { sealClass } = require("web/infra/internal-classes");
const { lengthOf } = require("web/streams/views");

/** Who waits for a pull-into: a default reader, a BYOB reader, or nobody since the reader was released. */
const FOR_DEFAULT_READER = 0;
const FOR_BYOB_READER = 1;
const FOR_NOBODY = 2;

/** Memory that a read wants filled. https://streams.spec.whatwg.org/#pull-into-descriptor */
class PullInto {
  constructor(buffer, byteOffset, byteLength, minimumFill, elementSize, ViewConstructor, readerType) {
    this.buffer = buffer;
    this.bufferByteLength = lengthOf(buffer);
    this.byteOffset = byteOffset;
    this.byteLength = byteLength;
    this.bytesFilled = 0;
    this.minimumFill = minimumFill;
    this.elementSize = elementSize;
    this.ViewConstructor = ViewConstructor;
    this.readerType = readerType;
    this.next = null;
  }

  /** Bytes that are no whole element yet. */
  get remainder() {
    return this.bytesFilled % this.elementSize;
  }

  takeOver() {
    this.buffer = ArrayBufferPrototypeTransfer(this.buffer);
  }

  /** What has been filled, as a view of the kind the reader gave. */
  toView() {
    const { ViewConstructor } = this;
    return new ViewConstructor(
      ArrayBufferPrototypeTransfer(this.buffer),
      this.byteOffset,
      this.bytesFilled / this.elementSize,
    );
  }
}
sealClass(PullInto);

/** Bytes in the queue of a byte stream. https://streams.spec.whatwg.org/#readable-byte-stream-queue-entry */
class ByteEntry {
  constructor(buffer, byteOffset, byteLength) {
    this.buffer = buffer;
    this.byteOffset = byteOffset;
    this.byteLength = byteLength;
    this.next = null;
  }
}
sealClass(ByteEntry);

module.exports = { ByteEntry, FOR_BYOB_READER, FOR_DEFAULT_READER, FOR_NOBODY, PullInto };

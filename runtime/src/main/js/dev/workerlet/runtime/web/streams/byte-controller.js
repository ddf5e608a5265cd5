"use strict";

const {
  ArrayBuffer,
  ArrayBufferPrototypeTransfer,
  MathMin,
  RangeError,
  TypeError,
  Uint8Array,
} = primordials;
const { ByobRequest } = require("web/streams/byob-request");
const { createByteController } = require("web/streams/interfaces/readable-byte-controller");
const { ByteEntry, FOR_BYOB_READER, FOR_DEFAULT_READER, FOR_NOBODY, PullInto } = require("web/streams/pull-into");
const { Queue } = require("web/streams/queue");
const { CLOSED, READABLE } = require("web/streams/readable");
const { SourceController } = require("web/streams/source-controller");
const {
  bufferOf,
  byteLengthOf,
  byteOffsetOf,
  copyBytes,
  elementSizeOf,
  isDetached,
  lengthOf,
  viewConstructorOf,
} = require("web/streams/views");

/**
 * What a ReadableByteStreamController is inside. A chunk in the queue is memory that nobody else refers to.
 * https://streams.spec.whatwg.org/#rbs-controller-internal-slots
 */
class ByteController extends SourceController {
  constructor(readable, source, highWaterMark, autoAllocateChunkSize) {
    super(readable, source, highWaterMark);
    /** 0 where reads without a view allocate nothing. */
    this.autoAllocateChunkSize = autoAllocateChunkSize;
    this.queue = new Queue();
    this.queueTotal = 0;
    this.pending = new Queue();
    this.byobRequest = null;
  }

  get isByte() {
    return true;
  }

  /** The ReadableByteStreamController. */
  get object() {
    return (this.controller ??= createByteController(this));
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-close
  close() {
    if (!this.isOpen()) {
      return;
    }
    if (this.queueTotal > 0) {
      this.closeRequested = true;
      return;
    }
    const first = this.pending.head;
    if (first !== null && first.remainder !== 0) {
      const error = new TypeError("The stream was closed while a read had a part of an element");
      this.error(error);
      throw error;
    }
    this.clearAlgorithms();
    this.readable.close();
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-enqueue
  enqueue(view) {
    if (!this.isOpen()) {
      return;
    }
    const buffer = bufferOf(view);
    const byteOffset = byteOffsetOf(view);
    const byteLength = byteLengthOf(view);
    if (isDetached(buffer)) {
      throw new TypeError("The chunk's buffer is detached");
    }
    this.enqueueOwned(ArrayBufferPrototypeTransfer(buffer), byteOffset, byteLength);
  }

  /** Puts in bytes of a buffer that nobody else refers to. */
  enqueueOwned(buffer, byteOffset, byteLength) {
    this.prepareForChunk();
    const { reader } = this.readable;
    if (reader === null) {
      this.addToQueue(buffer, byteOffset, byteLength);
    } else if (reader.isByob) {
      this.addToQueue(buffer, byteOffset, byteLength);
      this.commitAll(this.fillFromQueue());
    } else {
      this.serveReadRequests(reader);
      if (reader.requests.head === null) {
        this.addToQueue(buffer, byteOffset, byteLength);
      } else {
        if (this.pending.head !== null) {
          this.shiftPending();
        }
        reader.requests.shift().chunkSteps(new Uint8Array(buffer, byteOffset, byteLength));
      }
    }
    this.pullIfNeeded();
  }

  prepareForChunk() {
    const first = this.pending.head;
    if (first === null) {
      return;
    }
    if (isDetached(first.buffer)) {
      throw new TypeError("The buffer of the BYOB request is detached");
    }
    this.invalidateByobRequest();
    first.takeOver();
    if (first.readerType === FOR_NOBODY) {
      this.enqueueAbandoned(first);
    }
  }

  addToQueue(buffer, byteOffset, byteLength) {
    this.queue.push(new ByteEntry(buffer, byteOffset, byteLength));
    this.queueTotal += byteLength;
  }

  // https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerenqueueclonedchunktoqueue
  addCopyToQueue(buffer, byteOffset, byteLength) {
    let copy;
    try {
      copy = new ArrayBuffer(byteLength);
    } catch (error) {
      this.error(error);
      throw error;
    }
    copyBytes(copy, 0, buffer, byteOffset, byteLength);
    this.addToQueue(copy, 0, byteLength);
  }

  // https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerenqueuedetachedpullintotoqueue
  enqueueAbandoned(pullInto) {
    if (pullInto.bytesFilled > 0) {
      this.addCopyToQueue(pullInto.buffer, pullInto.byteOffset, pullInto.bytesFilled);
    }
    this.shiftPending();
  }

  // https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerprocessreadrequestsusingqueue
  serveReadRequests(reader) {
    while (reader.requests.head !== null && this.queueTotal > 0) {
      reader.requests.shift().chunkSteps(this.takeChunk());
    }
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-error
  error(reason) {
    if (this.readable.state !== READABLE) {
      return;
    }
    this.clearPending();
    this.clearQueue();
    this.clearAlgorithms();
    this.readable.error(reason);
  }

  clearPending() {
    this.invalidateByobRequest();
    this.pending.takeAll();
  }

  clearQueue() {
    this.queue.takeAll();
    this.queueTotal = 0;
  }

  shiftPending() {
    return this.pending.shift();
  }

  cancelSteps(reason) {
    this.clearPending();
    this.clearQueue();
    return this.cancelSource(reason);
  }

  hasChunk() {
    return this.queueTotal > 0;
  }

  /**
   * The next chunk out of the queue.
   * https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerfillreadrequestfromqueue
   */
  takeChunk() {
    const entry = this.queue.shift();
    this.queueTotal -= entry.byteLength;
    this.handleQueueDrain();
    return new Uint8Array(entry.buffer, entry.byteOffset, entry.byteLength);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-handle-queue-drain
  handleQueueDrain() {
    if (this.queueTotal === 0 && this.closeRequested) {
      this.clearAlgorithms();
      this.readable.close();
    } else {
      this.pullIfNeeded();
    }
  }

  // https://streams.spec.whatwg.org/#rbs-controller-private-pull
  pullSteps(request) {
    const size = this.autoAllocateChunkSize;
    if (size > 0) {
      let buffer;
      try {
        buffer = new ArrayBuffer(size);
      } catch (error) {
        request.errorSteps(error);
        return;
      }
      this.pending.push(new PullInto(buffer, 0, size, 1, 1, Uint8Array, FOR_DEFAULT_READER));
    }
    this.readable.reader.requests.push(request);
    this.pullIfNeeded();
  }

  // https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontroller-releasesteps
  releaseSteps() {
    const { pending } = this;
    if (pending.head !== null) {
      const first = pending.shift();
      first.readerType = FOR_NOBODY;
      pending.takeAll();
      pending.push(first);
    }
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-pull-into
  pullInto(view, min, request) {
    const ViewConstructor = viewConstructorOf(view);
    const elementSize = elementSizeOf(ViewConstructor);
    const byteOffset = byteOffsetOf(view);
    const byteLength = byteLengthOf(view);
    let buffer;
    try {
      buffer = ArrayBufferPrototypeTransfer(bufferOf(view));
    } catch (error) {
      request.errorSteps(error);
      return;
    }
    const pullInto = new PullInto(
      buffer, byteOffset, byteLength, min * elementSize, elementSize, ViewConstructor, FOR_BYOB_READER,
    );
    if (this.pending.head !== null) {
      this.pending.push(pullInto);
      this.readable.reader.requests.push(request);
    } else if (this.readable.state === CLOSED) {
      request.closeSteps(new ViewConstructor(buffer, byteOffset, 0));
    } else if (this.queueTotal > 0 && this.fill(pullInto)) {
      const filled = pullInto.toView();
      this.handleQueueDrain();
      request.chunkSteps(filled);
    } else if (this.queueTotal === 0 && this.closeRequested) {
      const error = new TypeError("The stream was closed while a read had a part of an element");
      this.error(error);
      request.errorSteps(error);
    } else {
      this.pending.push(pullInto);
      this.readable.reader.requests.push(request);
      this.pullIfNeeded();
    }
  }

  /**
   * Fills from the queue; whether that was as much as the read asks for at least.
   * https://streams.spec.whatwg.org/#readable-byte-stream-controller-fill-pull-into-descriptor-from-queue
   */
  fill(pullInto) {
    const maxToCopy = MathMin(this.queueTotal, pullInto.byteLength - pullInto.bytesFilled);
    const maxFilled = pullInto.bytesFilled + maxToCopy;
    const maxAligned = maxFilled - (maxFilled % pullInto.elementSize);
    const isReady = maxAligned >= pullInto.minimumFill;
    let remaining = isReady ? maxAligned - pullInto.bytesFilled : maxToCopy;
    while (remaining > 0) {
      const entry = this.queue.head;
      const count = MathMin(remaining, entry.byteLength);
      copyBytes(pullInto.buffer, pullInto.byteOffset + pullInto.bytesFilled, entry.buffer, entry.byteOffset, count);
      if (entry.byteLength === count) {
        this.queue.shift();
      } else {
        entry.byteOffset += count;
        entry.byteLength -= count;
      }
      this.queueTotal -= count;
      pullInto.bytesFilled += count;
      remaining -= count;
    }
    return isReady;
  }

  /**
   * Fills what waits; gives what is full.
   * https://streams.spec.whatwg.org/#readable-byte-stream-controller-process-pull-into-descriptors-using-queue
   */
  fillFromQueue() {
    const filled = new Queue();
    while (this.pending.head !== null && this.queueTotal > 0 && this.fill(this.pending.head)) {
      filled.push(this.shiftPending());
    }
    return filled;
  }

  commitAll(filled) {
    while (filled.head !== null) {
      this.commit(filled.shift());
    }
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-commit-pull-into-descriptor
  commit(pullInto) {
    const view = pullInto.toView();
    const request = this.readable.reader.requests.shift();
    if (this.readable.state === CLOSED) {
      request.closeSteps(view);
    } else {
      request.chunkSteps(view);
    }
  }

  /** The inside of the current BYOB request, null when no read wants memory filled. */
  getByobRequest() {
    const first = this.pending.head;
    if (this.byobRequest === null && first !== null) {
      const view = new Uint8Array(
        first.buffer,
        first.byteOffset + first.bytesFilled,
        first.byteLength - first.bytesFilled,
      );
      this.byobRequest = new ByobRequest(this, view);
    }
    return this.byobRequest;
  }

  invalidateByobRequest() {
    if (this.byobRequest !== null) {
      this.byobRequest.controller = null;
      this.byobRequest.view = null;
      this.byobRequest = null;
    }
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond
  respond(bytesWritten) {
    const first = this.pending.head;
    this.checkWritten(bytesWritten);
    if (first.bytesFilled + bytesWritten > first.byteLength) {
      throw new RangeError("More bytes were written than the view has room for");
    }
    first.takeOver();
    this.finishRespond(bytesWritten);
  }

  checkWritten(bytesWritten) {
    if (this.readable.state === CLOSED) {
      if (bytesWritten !== 0) {
        throw new TypeError("No bytes can be written once the stream is closed");
      }
    } else if (bytesWritten === 0) {
      throw new TypeError("At least one byte must be written while the stream is readable");
    }
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-with-new-view
  respondWithNewView(view) {
    const first = this.pending.head;
    const byteLength = byteLengthOf(view);
    const buffer = bufferOf(view);
    this.checkWritten(byteLength);
    if (first.byteOffset + first.bytesFilled !== byteOffsetOf(view)) {
      throw new RangeError("The view does not begin where the BYOB request's view begins");
    }
    if (first.bufferByteLength !== lengthOf(buffer)) {
      throw new RangeError("The view's buffer has another size than the BYOB request's");
    }
    if (first.bytesFilled + byteLength > first.byteLength) {
      throw new RangeError("The view is larger than the BYOB request's view");
    }
    first.buffer = ArrayBufferPrototypeTransfer(buffer);
    this.finishRespond(byteLength);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-internal
  finishRespond(bytesWritten) {
    const first = this.pending.head;
    this.invalidateByobRequest();
    if (this.readable.state === CLOSED) {
      this.respondInClosedState(first);
    } else {
      this.respondInReadableState(first, bytesWritten);
    }
    this.pullIfNeeded();
  }

  respondInClosedState(first) {
    if (first.readerType === FOR_NOBODY) {
      this.shiftPending();
    }
    const { reader } = this.readable;
    if (reader === null || !reader.isByob) {
      return;
    }
    const filled = new Queue();
    for (let request = reader.requests.head; request !== null; request = request.next) {
      filled.push(this.shiftPending());
    }
    this.commitAll(filled);
  }

  respondInReadableState(first, bytesWritten) {
    first.bytesFilled += bytesWritten;
    if (first.readerType === FOR_NOBODY) {
      this.enqueueAbandoned(first);
      this.commitAll(this.fillFromQueue());
      return;
    }
    if (first.bytesFilled < first.minimumFill) {
      return;
    }
    this.shiftPending();
    const { remainder } = first;
    if (remainder > 0) {
      const end = first.byteOffset + first.bytesFilled;
      this.addCopyToQueue(first.buffer, end - remainder, remainder);
      first.bytesFilled -= remainder;
    }
    const filled = this.fillFromQueue();
    this.commit(first);
    this.commitAll(filled);
  }
}
module.exports = { ByteController };

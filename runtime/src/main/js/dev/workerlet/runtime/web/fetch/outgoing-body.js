"use strict";

const {
  Map,
  MapPrototypeDelete,
  MapPrototypeGet,
  MapPrototypeSet,
  MathMax,
  MathMin,
  TypeError,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetSymbolToStringTag,
} = primordials;
const { describe } = require("context/errors");
const identity = require("context/identity");
const operations = require("context/operations");
const { addEndAction, newOperationId, removeEndAction } = require("context/request-state");
const outbound = require("message/outbound");
const { DOMException } = require("web/dom/dom-exception");
const { subarrayOf } = require("web/infra/bytes");
const { sealClass } = require("web/infra/internal-classes");
const { later, markHandled } = require("web/streams/promises");
const { readEach } = require("web/streams/streams");
const { bytesViewOf, isBufferSource } = require("web/webidl/objects");

/**
 * What may be ahead of the reader: the host counts alike, and tells of room only where it finds these reached. For a reader that keeps
 * up it allows for more, as if that had been read already: a count below zero.
 */
const mostChunks = operations.streamChunks();
const mostBytes = MathMin(operations.streamBytes(), 64 * 1024);
/** A long chunk leaves in pieces, no longer than there is room for if that is more than the least. */
const MOST_PIECE_BYTES = 256 * 1024;
const LEAST_PIECE_BYTES = 64 * 1024;

/** Bodies that are not over, by id. */
const open = new Map();

/**
 * A stream that the host reads. It is read no further than the host has room; it ends with its request. `onOver(failed, error)`
 * is called once, unless the request ends before. Other half: OutgoingStream.
 */
class OutgoingBody {
  constructor(state, stream, isLenient, onOver) {
    this.state = state;
    this.id = newOperationId();
    this.isLenient = isLenient;
    this.onOver = onOver;
    this.isOver = false;
    /** What the host has not read yet. */
    this.chunks = 0;
    this.bytes = 0;
    /** Of a long chunk. */
    this.rest = null;
    this.reading = readEach(stream, this);
    this.onEnd = () => this.abandon();
  }

  /** Begins, and gives what a message calls it. That message has to leave before `start`. */
  get ref() {
    return new outbound.StreamRef(this.id, 0);
  }

  start() {
    MapPrototypeSet(open, this.id, this);
    addEndAction(this.state, this.onEnd);
    this.reading.resume();
  }

  // What the stream tells.

  chunk(value) {
    const bytes = this.isLenient && isBufferSource(value) ? bytesViewOf(value) : value;
    if (TypedArrayPrototypeGetSymbolToStringTag(bytes) !== "Uint8Array") {
      const error = new TypeError("A chunk of the body is not a Uint8Array");
      this.cancelReading(error);
      this.error(error);
      return false;
    }
    if (TypedArrayPrototypeGetByteLength(bytes) === 0) return true;
    this.rest = bytes;
    this.writeRest();
    return this.rest === null && this.hasRoom();
  }

  close() {
    outbound.streamEnd(this.state.id, this.id);
    this.over(false, undefined);
  }

  error(reason) {
    outbound.streamFail(this.state.id, this.id, describe(reason));
    this.over(true, reason);
  }

  hasRoom() {
    return this.chunks < mostChunks && this.bytes < mostBytes;
  }

  writeRest() {
    const { rest } = this;
    const length = TypedArrayPrototypeGetByteLength(rest);
    let at = 0;
    while (at < length && this.hasRoom()) {
      const room = MathMax(mostBytes - this.bytes, LEAST_PIECE_BYTES);
      const end = MathMin(length, at + MathMin(MOST_PIECE_BYTES, room));
      outbound.streamWrite(this.state.id, this.id, subarrayOf(rest, at, end));
      this.chunks++;
      this.bytes += end - at;
      at = end;
    }
    this.rest = at < length ? subarrayOf(rest, at, length) : null;
  }

  // What the host tells.

  ready(chunks, bytes) {
    this.chunks -= chunks;
    this.bytes -= bytes;
    if (this.rest !== null) this.writeRest();
    if (this.rest === null && this.hasRoom()) this.reading.resume();
  }

  /** Nobody reads it any more. */
  gone(reason) {
    if (this.isOver) return;
    this.over(false, undefined);
    this.cancelReading(reason);
  }

  /** Ends it before its time, for both sides. */
  cancel(reason) {
    if (this.isOver) return;
    outbound.streamFail(this.state.id, this.id, describe(reason));
    this.gone(reason);
  }

  /** The request has ended: what stands behind the stream hears of it after that. */
  abandon() {
    this.isOver = true;
    MapPrototypeDelete(open, this.id);
    later(() => this.cancelReading(new DOMException("The request has ended", "AbortError")));
  }

  cancelReading(reason) {
    markHandled(this.reading.cancel(reason));
  }

  over(failed, error) {
    if (this.isOver) return;
    this.isOver = true;
    this.rest = null;
    MapPrototypeDelete(open, this.id);
    removeEndAction(this.state, this.onEnd);
    this.onOver(failed, error);
  }
}
sealClass(OutgoingBody);

/** The body that the host calls by its id, its request as the current one; undefined where it is over. */
function enter(id) {
  const body = MapPrototypeGet(open, id);
  if (body !== undefined) identity.enter(body.state.frame);
  return body;
}

module.exports = { OutgoingBody, enter };

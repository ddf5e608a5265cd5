"use strict";

const { RegExpPrototypeExec, StringPrototypeCharCodeAt, StringPrototypeIndexOf, StringPrototypeSlice } = primordials;
const { Utf8Decoder } = require("web/encoding/utf8");
const { sealClass } = require("web/infra/internal-classes");

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const BYTE_ORDER_MARK = 0xfeff;

/** Characters of an event that is not complete. */
const MOST_WAITING = 16 * 1024 * 1024;
/** What a line, or a piece of one, counts as beside its characters: it is an object of its own until they are joined. */
const PIECE_COST = 32;

const digits = /^[0-9]+$/;

/**
 * Makes events of an event stream's bytes. After `push` the events are taken by `next`, one at a time, until there is none.
 * https://html.spec.whatwg.org/#event-stream-interpretation
 */
class EventStreamParser {
  constructor(lastEventId) {
    /** The last event ID string of the event source. */
    this.lastEventId = lastEventId;
    /** The reconnection time that the stream has set, in milliseconds; null for none. */
    this.retryMillis = null;
    /** Whether an event is too long to be kept. No further one comes then. */
    this.isTooLong = false;
    // The three buffers of the standard. That of the id begins with the last one: a new stream goes on from there.
    this.data = "";
    this.type = "";
    this.id = lastEventId;
    this.dataCost = 0;
    this.decoder = new Utf8Decoder(false);
    this.isAtStart = true;
    /** The beginning of a line whose end has not come. */
    this.line = "";
    this.lineCost = 0;
    this.isAfterCarriageReturn = false;
    /** What has not been looked at begins at `at`. */
    this.text = "";
    this.at = 0;
    /** Where the next ones of both are; behind `at` where that is not known. */
    this.lineFeed = -1;
    this.carriageReturn = -1;
  }

  push(bytes) {
    let text = this.decoder.decode(bytes, false);
    if (this.isAtStart && text !== "") {
      this.isAtStart = false;
      if (StringPrototypeCharCodeAt(text, 0) === BYTE_ORDER_MARK) text = StringPrototypeSlice(text, 1);
    }
    this.text = text;
    this.at = 0;
    this.lineFeed = -1;
    this.carriageReturn = -1;
  }

  /** The next event, {type, data, lastEventId}; null where there is none yet. */
  next() {
    while (!this.isTooLong) {
      const line = this.nextLine();
      if (line === null) break;
      if (line !== "") {
        this.takeLine(line);
      } else {
        const event = this.takeEvent();
        if (event !== null) return event;
      }
    }
    return null;
  }

  /** The next line without its end; null where that has not come. */
  nextLine() {
    const { text } = this;
    if (this.isAfterCarriageReturn && this.at < text.length) {
      this.isAfterCarriageReturn = false;
      if (StringPrototypeCharCodeAt(text, this.at) === LINE_FEED) this.at++;
    }
    const start = this.at;
    const end = this.findLineEnd();
    const piece = StringPrototypeSlice(text, start, end);
    if (end === text.length) {
      this.at = end;
      this.keepPiece(piece);
      return null;
    }
    this.at = end + 1;
    this.isAfterCarriageReturn = StringPrototypeCharCodeAt(text, end) === CARRIAGE_RETURN;
    const line = this.line === "" ? piece : this.line + piece;
    this.line = "";
    this.lineCost = 0;
    return line;
  }

  /** Where the next line ends; the length of the text where it does not. */
  findLineEnd() {
    const { text, at } = this;
    if (this.lineFeed < at) this.lineFeed = indexOrLength(text, "\n", at);
    if (this.carriageReturn < at) this.carriageReturn = indexOrLength(text, "\r", at);
    return this.lineFeed < this.carriageReturn ? this.lineFeed : this.carriageReturn;
  }

  keepPiece(piece) {
    if (piece === "") return;
    this.line += piece;
    this.lineCost += piece.length + PIECE_COST;
    this.checkLength();
  }

  checkLength() {
    this.isTooLong = this.lineCost + this.dataCost + this.type.length + this.id.length > MOST_WAITING;
  }

  takeLine(line) {
    const colon = StringPrototypeIndexOf(line, ":");
    if (colon === 0) return;
    if (colon < 0) {
      this.takeField(line, "");
    } else {
      const start = StringPrototypeCharCodeAt(line, colon + 1) === SPACE ? colon + 2 : colon + 1;
      this.takeField(StringPrototypeSlice(line, 0, colon), StringPrototypeSlice(line, start));
    }
  }

  takeField(name, value) {
    switch (name) {
      case "data":
        this.data += `${value}\n`;
        this.dataCost += value.length + PIECE_COST;
        break;
      case "event":
        this.type = value;
        break;
      case "id":
        if (StringPrototypeIndexOf(value, "\0") < 0) this.id = value;
        break;
      case "retry":
        if (RegExpPrototypeExec(digits, value) !== null) this.retryMillis = +value;
        break;
    }
    this.checkLength();
  }

  // https://html.spec.whatwg.org/#dispatchMessage
  takeEvent() {
    const { data, type } = this;
    this.lastEventId = this.id;
    this.data = "";
    this.type = "";
    this.dataCost = 0;
    if (data === "") return null;
    return {
      __proto__: null,
      type: type === "" ? "message" : type,
      data: StringPrototypeSlice(data, 0, data.length - 1),
      lastEventId: this.id,
    };
  }
}
sealClass(EventStreamParser);

function indexOrLength(text, character, from) {
  const index = StringPrototypeIndexOf(text, character, from);
  return index < 0 ? text.length : index;
}

module.exports = { EventStreamParser };

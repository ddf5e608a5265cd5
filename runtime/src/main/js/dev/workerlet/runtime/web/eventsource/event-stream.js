"use strict";

const identity = require("context/identity");
const { EventStreamParser } = require("web/eventsource/parser");
const { sealClass } = require("web/infra/internal-classes");
const { markHandled } = require("web/streams/promises");
const { readEach } = require("web/streams/streams");

/**
 * The body of an event source's response at work: it is read no further while there are events to be dispatched, and each of
 * these is for a task of its own, so that what the listeners of one have waited for runs before the next.
 */
class EventStream {
  constructor(connection, stream, origin, lastEventId) {
    this.connection = connection;
    this.origin = origin;
    this.parser = new EventStreamParser(lastEventId);
    /** The event that is to be dispatched next. */
    this.upcoming = null;
    /** Whether a task is at work that has called listeners. */
    this.isInTask = false;
    this.reading = readEach(stream, this);
  }

  /** Goes on to read, in a task whose listeners have been called. */
  goOn() {
    this.isInTask = true;
    this.reading.resume();
    this.isInTask = false;
  }

  cancel(reason) {
    markHandled(this.reading.cancel(reason));
  }

  // What the stream tells.

  chunk(bytes) {
    this.parser.push(bytes);
    this.upcoming = this.parser.next();
    if (this.upcoming === null) return this.mayGoOn();
    if (this.isInTask) {
      this.queueUpcoming();
    } else {
      identity.enter(this.connection.frame);
      this.dispatchUpcoming();
    }
    return false;
  }

  close() {
    this.connection.streamEnded();
  }

  error() {
    this.connection.streamEnded();
  }

  queueUpcoming() {
    this.connection.queueTask(() => this.dispatchUpcoming());
  }

  dispatchUpcoming() {
    const { upcoming, connection } = this;
    connection.fireMessage(upcoming, this.origin);
    if (connection.isClosed) return;
    this.upcoming = this.parser.next();
    if (this.upcoming !== null) {
      this.queueUpcoming();
    } else if (this.mayGoOn()) {
      this.goOn();
    }
  }

  mayGoOn() {
    if (this.parser.isTooLong) {
      this.cancel(undefined);
      this.connection.fail("an event is too long");
      return false;
    }
    return true;
  }
}
sealClass(EventStream);

module.exports = { EventStream };

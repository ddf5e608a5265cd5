"use strict";

const { EventTarget, defineEventHandler } = require("web/dom/event-target");
const { defineConstant, defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { toDictionary } = require("web/webidl/objects");
const { toUSVString } = require("web/webidl/strings");

const connections = require.lazy("web/eventsource/connection");

// https://html.spec.whatwg.org/#the-eventsource-interface
class EventSource extends EventTarget {
  /** Its state, see connection.js. */
  #connection;

  constructor(url, eventSourceInitDict = undefined) {
    const prefix = "Failed to construct 'EventSource'";
    requiredArguments(arguments.length, 1, prefix);
    url = toUSVString(url);
    const init = toDictionary(eventSourceInitDict, prefix, "EventSourceInit");
    const withCredentials = init === undefined ? false : !!init.withCredentials;
    super();
    this.#connection = connections().open(this, url, withCredentials, prefix);
  }

  get url() {
    return this.#connection.url;
  }

  get withCredentials() {
    return this.#connection.withCredentials;
  }

  get readyState() {
    return this.#connection.readyState;
  }

  close() {
    this.#connection.close();
  }
}
defineConstant(EventSource, "CONNECTING", 0);
defineConstant(EventSource, "OPEN", 1);
defineConstant(EventSource, "CLOSED", 2);
defineEventHandler(EventSource.prototype, "open");
defineEventHandler(EventSource.prototype, "message");
defineEventHandler(EventSource.prototype, "error");
defineInterface(EventSource);

module.exports = { EventSource };

"use strict";

const { EventTarget, defineEventHandler } = require("web/dom/event-target");
const { defineConstant, defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { isObject, iteratorMethodOf, sequenceFrom } = require("web/webidl/objects");
const { toDOMString, toUSVString } = require("web/webidl/strings");

const connections = require.lazy("web/websocket/connection");
const ends = require.lazy("web/websocket/pair");

const internal = { __proto__: null };

let connectionOf, isWebSocket;

/** What works a connection: one to another server, or one of a pair. */
function stepsOf(connection) {
  return connection.isEnd ? ends() : connections();
}

function toProtocols(value, prefix) {
  const method = isObject(value) ? iteratorMethodOf(value, prefix, "parameter 2") : undefined;
  return method === undefined
    ? [toDOMString(value)]
    : sequenceFrom(value, method, toDOMString, prefix, "parameter 2");
}

// https://websockets.spec.whatwg.org/#the-websocket-interface
class WebSocket extends EventTarget {
  /** Its state, see connection.js. */
  #connection;

  constructor(url, protocols = undefined) {
    if (url === internal) {
      super();
      this.#connection = protocols;
      return;
    }
    const prefix = "Failed to construct 'WebSocket'";
    requiredArguments(arguments.length, 1, prefix);
    url = toUSVString(url);
    const list = protocols === undefined ? [] : toProtocols(protocols, prefix);
    super();
    this.#connection = connections().open(this, url, list, prefix);
  }

  get url() {
    return this.#connection.url;
  }

  get readyState() {
    return this.#connection.readyState;
  }

  get bufferedAmount() {
    return this.#connection.bufferedAmount;
  }

  get extensions() {
    return this.#connection.extensions;
  }

  get protocol() {
    return this.#connection.protocol;
  }

  close(code = undefined, reason = undefined) {
    stepsOf(this.#connection).close(this.#connection, code, reason);
  }

  get binaryType() {
    return this.#connection.binaryType;
  }

  set binaryType(value) {
    const connection = this.#connection;
    const type = toDOMString(value);
    // https://webidl.spec.whatwg.org/#es-attributes: what is no value of the enumeration changes nothing
    if (type === "blob" || type === "arraybuffer") {
      connection.binaryType = type;
    }
  }

  send(data) {
    const connection = this.#connection;
    requiredArguments(arguments.length, 1, "Failed to execute 'send' on 'WebSocket'");
    stepsOf(connection).send(connection, data);
  }

  /** Takes messages from now on: of Cloudflare's API, for those of a WebSocketPair. */
  accept() {
    const connection = this.#connection;
    stepsOf(connection).accept(connection);
  }

  static {
    isWebSocket = (value) => typeof value === "object" && value !== null && #connection in value;
    connectionOf = (socket) => socket.#connection;
  }
}
defineConstant(WebSocket, "CONNECTING", 0);
defineConstant(WebSocket, "OPEN", 1);
defineConstant(WebSocket, "CLOSING", 2);
defineConstant(WebSocket, "CLOSED", 3);
defineEventHandler(WebSocket.prototype, "open");
defineEventHandler(WebSocket.prototype, "error");
defineEventHandler(WebSocket.prototype, "close");
defineEventHandler(WebSocket.prototype, "message");
defineInterface(WebSocket);

/** A WebSocket over its state. */
function createSocket(connection) {
  return new WebSocket(internal, connection);
}

module.exports = { WebSocket, connectionOf, createSocket, isWebSocket };

"use strict";

const { defineInterface } = require("web/webidl/interfaces");
const { createSocket } = require("web/websocket/websocket");

const ends = require.lazy("web/websocket/pair");

/** Two WebSockets that are connected to each other, as the properties "0" and "1": of Cloudflare's API, no standard. */
class WebSocketPair {
  constructor() {
    ends().createPair(this, createSocket);
  }
}
defineInterface(WebSocketPair);

module.exports = { WebSocketPair };

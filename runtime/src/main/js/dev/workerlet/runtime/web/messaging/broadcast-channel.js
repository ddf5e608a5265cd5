"use strict";

const { DOMException } = require("web/dom/dom-exception");
const { EventTarget, defineEventHandler } = require("web/dom/event-target");
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { toDOMString } = require("web/webidl/strings");

const broadcasts = require.lazy("web/messaging/broadcasts");

// https://html.spec.whatwg.org/#broadcastchannel
class BroadcastChannel extends EventTarget {
  #name;
  /** Its place among the channels of that name, see broadcasts.js. */
  #member;

  constructor(name) {
    requiredArguments(arguments.length, 1, "Failed to construct 'BroadcastChannel'");
    name = toDOMString(name);
    super();
    this.#name = name;
    this.#member = broadcasts().join(name, this);
  }

  get name() {
    return this.#name;
  }

  postMessage(message) {
    const prefix = "Failed to execute 'postMessage' on 'BroadcastChannel'";
    const member = this.#member;
    requiredArguments(arguments.length, 1, prefix);
    if (member.closed) {
      throw new DOMException(`${prefix}: The channel is closed.`, "InvalidStateError");
    }
    broadcasts().post(member, message, prefix);
  }

  close() {
    if (!this.#member.closed) {
      broadcasts().leave(this.#member);
    }
  }
}
defineEventHandler(BroadcastChannel.prototype, "message");
defineEventHandler(BroadcastChannel.prototype, "messageerror");
defineInterface(BroadcastChannel);

module.exports = { BroadcastChannel };

"use strict";

const { createSignal, signalAbort } = require("web/dom/abort-signal");
const { defineInterface } = require("web/webidl/interfaces");

// https://dom.spec.whatwg.org/#interface-abortcontroller
class AbortController {
  #signal = createSignal();

  get signal() {
    return this.#signal;
  }

  abort(reason = undefined) {
    signalAbort(this.#signal, reason);
  }
}
defineInterface(AbortController);

module.exports = { AbortController };

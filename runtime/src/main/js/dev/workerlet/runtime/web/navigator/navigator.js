"use strict";

const { defineInterface, illegalConstructor } = require("web/webidl/interfaces");

const internal = { __proto__: null };

// https://html.spec.whatwg.org/#the-navigator-object
class Navigator {
  #userAgent = "Workerlet";

  constructor(token = undefined) {
    if (token !== internal) {
      throw illegalConstructor();
    }
  }

  get userAgent() {
    return this.#userAgent;
  }
}
defineInterface(Navigator);

module.exports = { Navigator, navigator: new Navigator(internal) };

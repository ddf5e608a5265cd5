"use strict";

const { ObjectFreeze } = primordials;
const { defineInterface, illegalConstructor } = require("web/webidl/interfaces");

const internal = { __proto__: null };
const LANGUAGE = "en";

// https://html.spec.whatwg.org/#the-workernavigator-object
class Navigator {
  #userAgent = "Workerlet";
  #languages = ObjectFreeze([LANGUAGE]);

  constructor(token = undefined) {
    if (token !== internal) {
      throw illegalConstructor();
    }
  }

  // The first three are constants of the standard.
  get appCodeName() {
    this.#userAgent;
    return "Mozilla";
  }

  get appName() {
    this.#userAgent;
    return "Netscape";
  }

  get product() {
    this.#userAgent;
    return "Gecko";
  }

  get appVersion() {
    this.#userAgent;
    return "5.0";
  }

  get platform() {
    this.#userAgent;
    return "";
  }

  get userAgent() {
    return this.#userAgent;
  }

  get language() {
    return this.#languages[0];
  }

  get languages() {
    return this.#languages;
  }

  get onLine() {
    this.#userAgent;
    return true;
  }

  get hardwareConcurrency() {
    this.#userAgent;
    // Whatever the machine has, a script here runs on one thread.
    return 1;
  }
}
defineInterface(Navigator);

module.exports = { Navigator, navigator: new Navigator(internal) };

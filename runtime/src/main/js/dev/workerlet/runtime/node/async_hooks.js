// AsyncLocalStorage and AsyncResource of "node:async_hooks", on the frames that travel with continuations.
"use strict";

const identity = require("context/identity");
const { ReflectApply } = primordials;

/** Runs `callback` with `frame` current, and puts the caller's frame back. */
function runIn(frame, callback, thisValue, callbackArguments) {
  const outer = identity.currentFrame();
  identity.enter(frame);
  try {
    return ReflectApply(callback, thisValue, callbackArguments);
  } finally {
    identity.enter(outer);
  }
}

class AsyncLocalStorage {
  #defaultValue;
  #name;

  constructor(options = {}) {
    this.#defaultValue = options.defaultValue;
    this.#name = options.name ?? "";
  }

  get name() {
    return this.#name;
  }

  run(store, callback, ...callbackArguments) {
    return runIn(identity.bind(this, store), callback, undefined, callbackArguments);
  }

  exit(callback, ...callbackArguments) {
    return runIn(identity.bind(this, undefined), callback, undefined, callbackArguments);
  }

  enterWith(store) {
    identity.enter(identity.bind(this, store));
  }

  disable() {
    this.enterWith(undefined);
  }

  getStore() {
    const bound = identity.lookUp(this);
    return bound === undefined ? this.#defaultValue : bound;
  }

  /** A function that always runs in the frame that is current now. */
  static bind(callback) {
    const frame = identity.currentFrame();
    return function bound(...callbackArguments) {
      return runIn(frame, callback, this, callbackArguments);
    };
  }

  /** A function that calls its first argument in the frame that is current now. */
  static snapshot() {
    const frame = identity.currentFrame();
    return (callback, ...callbackArguments) => runIn(frame, callback, undefined, callbackArguments);
  }
}

class AsyncResource {
  #frame = identity.currentFrame();
  #type;

  constructor(type) {
    this.#type = type;
  }

  get type() {
    return this.#type;
  }

  runInAsyncScope(callback, thisValue, ...callbackArguments) {
    return runIn(this.#frame, callback, thisValue, callbackArguments);
  }

  bind(callback) {
    const frame = this.#frame;
    return function bound(...callbackArguments) {
      return runIn(frame, callback, this, callbackArguments);
    };
  }

  static bind(callback, type) {
    return new AsyncResource(type ?? callback.name ?? "bound").bind(callback);
  }
}

exports.AsyncLocalStorage = AsyncLocalStorage;
exports.AsyncResource = AsyncResource;
exports.default = { AsyncLocalStorage, AsyncResource };

// The service-worker form: addEventListener("fetch", …) on the global object, and the events that it receives.
"use strict";

const { Event, TRUSTED, setFlag } = require("web/dom/event");
const { dispatch, hasListeners } = require("web/dom/event-target");
const { globalTarget } = require("web/scope/worker-global-scope");
const { keepOpen } = require("context/worker-context");
const { illegalConstructor } = require("web/webidl/interfaces");
const { ObjectDefineProperty, SymbolToStringTag } = primordials;

/** Answers an event; given by context/dispatch, which needs this script first. */
let settle;

exports.setSettle = function setSettle(callback) {
  settle = callback;
};

/** Only this file makes events that belong to a request. */
const internal = { __proto__: null };

class ExtendableEvent extends Event {
  #state;

  constructor(key, type, state) {
    if (key !== internal) throw illegalConstructor();
    super(type, { __proto__: null, cancelable: true });
    this.#state = state;
  }

  waitUntil(promise) {
    keepOpen(this.#state, promise);
  }
}

class FetchEvent extends ExtendableEvent {
  #state;
  #request;
  #response;

  constructor(key, state, request) {
    super(key, "fetch", state);
    this.#state = state;
    this.#request = request;
  }

  get request() {
    return this.#request;
  }

  /** The first call counts, also after the listener has returned. */
  respondWith(response) {
    if (this.#response !== undefined) return;
    this.#response = { __proto__: null, value: response };
    settle(this.#state, response);
  }

  passThroughOnException() {
    this.#state.passThrough = true;
  }
}

function tag(constructor, name) {
  ObjectDefineProperty(constructor.prototype, SymbolToStringTag, { __proto__: null, value: name, configurable: true });
}
tag(ExtendableEvent, "ExtendableEvent");
tag(FetchEvent, "FetchEvent");

/** Whether a script has asked for fetch events. */
exports.hasFetchListener = () => hasListeners(globalTarget, "fetch");

/** Hands a fetch event to the listeners. */
exports.dispatchFetch = function dispatchFetch(state, request) {
  const event = new FetchEvent(internal, state, request);
  setFlag(event, TRUSTED);
  dispatch(globalTarget, event);
};

// `ctx`, the third argument of a handler.
"use strict";

const { EventTarget, setObserver } = require("web/dom/event-target");
const { createIncomingResponse } = require("web/fetch/response");
const { Request, passOnRequestBody, requestParts } = require("web/fetch/request");
const { startOperation } = require("context/request-state");
const outbound = require("message/outbound");
const { describe } = require("context/errors");
const { sendableRequest } = require("web/fetch/sendable-request");
const { illegalConstructor } = require("web/webidl/interfaces");
const { JSONParse, ObjectDefineProperty, ObjectKeys, String, SymbolToStringTag, TypeError } = primordials;

let host;

exports.attach = function attach(hostFunctions) {
  host = hostFunctions;
};

/** Waits for a promise on behalf of the event; its failure is logged, never the client's. */
async function keepOpen(state, promise) {
  state.open++;
  try {
    await promise;
  } catch (error) {
    outbound.log(state.id, 0, `A promise passed to waitUntil was rejected: ${describe(error)}`);
  } finally {
    state.release();
  }
}

exports.keepOpen = keepOpen;

/** Only this file makes objects of its classes: a script that could would make one for another request. */
const internal = { __proto__: null };

class ServletFacts {
  #id;

  constructor(key, id, facts) {
    if (key !== internal) throw illegalConstructor();
    this.#id = id;
    const names = ObjectKeys(facts);
    for (let i = 0; i < names.length; i++) {
      ObjectDefineProperty(this, names[i], {
        __proto__: null,
        value: facts[names[i]],
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
  }

  /** Whether the caller is authenticated and in the role. */
  isUserInRole(role) {
    return host.isUserInRole(this.#id, String(role));
  }
}

let noteListeners;

class WorkerContext extends EventTarget {
  #state;
  #servlet;

  constructor(key, state) {
    if (key !== internal) throw illegalConstructor();
    super();
    this.#state = state;
    setObserver(this, noteListeners);
  }

  static {
    // The host spends a turn on limits that are near only where somebody listens.
    noteListeners = (type, isHeard, target) => {
      const state = target.#state;
      if (type !== "limitwarning" || state.ended || isHeard === (state.limitTarget !== null)) return;
      state.limitTarget = isHeard ? target : null;
      outbound.listenToLimits(state.id, isHeard);
    };
  }

  waitUntil(promise) {
    if (this.#state.ended) throw new TypeError("waitUntil() was called after the event had ended");
    keepOpen(this.#state, promise);
  }

  passThroughOnException() {
    this.#state.passThrough = true;
  }

  /** What stands behind this worker, as a promise of its Response. Takes a Request, a URL with init, or nothing. */
  next(input, init) {
    if (input === undefined) {
      const { request } = this.#state;
      if (request !== null) passOnRequestBody(request);
      return startOperation((requestId, operationId) => outbound.next(requestId, operationId, null));
    }
    const request = sendableRequest(requestParts(new Request(input, init)));
    const answer = startOperation((requestId, operationId) => outbound.next(requestId, operationId, request));
    request.start();
    return answer;
  }

  /** What the container knows of the request beside HTTP. */
  get servlet() {
    if (this.#servlet === undefined) {
      this.#servlet = new ServletFacts(internal, this.#state.id, JSONParse(host.hostFacts(this.#state.id)));
    }
    return this.#servlet;
  }
}

ObjectDefineProperty(WorkerContext.prototype, SymbolToStringTag, {
  __proto__: null,
  value: "ExecutionContext",
  configurable: true,
});

exports.createWorkerContext = (state) => new WorkerContext(internal, state);
exports.toResponse = (status, headers, body) => createIncomingResponse(status, "", headers, body, "");

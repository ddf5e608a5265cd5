"use strict";

const { ObjectSetPrototypeOf, whenComplete } = primordials;
const { EventTarget, adoptGlobalObject, defineEventHandler } = require("web/dom/event-target");
const { defineInterface, illegalConstructor } = require("web/webidl/interfaces");

// https://html.spec.whatwg.org/#workerglobalscope; its members are properties of the global object itself.
class WorkerGlobalScope extends EventTarget {
  constructor() {
    throw illegalConstructor();
  }
}
defineInterface(WorkerGlobalScope);

// https://w3c.github.io/ServiceWorker/#serviceworkerglobalscope-interface: a script here gets fetch events as one there.
class ServiceWorkerGlobalScope extends WorkerGlobalScope {
  constructor() {
    throw illegalConstructor();
  }
}
defineInterface(ServiceWorkerGlobalScope);

/** Makes a global object an event target. Returns the target behind it. */
function installScope(globalObject) {
  // The start-up snapshot does not keep the prototype of the global object.
  whenComplete(() => ObjectSetPrototypeOf(globalObject, ServiceWorkerGlobalScope.prototype));
  defineEventHandler(globalObject, "error");
  defineEventHandler(globalObject, "rejectionhandled");
  defineEventHandler(globalObject, "unhandledrejection");
  return adoptGlobalObject(globalObject);
}

module.exports = { ServiceWorkerGlobalScope, WorkerGlobalScope, globalTarget: installScope(globalThis) };

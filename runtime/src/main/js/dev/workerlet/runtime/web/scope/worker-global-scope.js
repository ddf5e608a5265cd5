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

/** Makes a global object an event target. Returns the target behind it. */
function installScope(globalObject) {
  // The start-up snapshot does not keep the prototype of the global object.
  whenComplete(() => ObjectSetPrototypeOf(globalObject, WorkerGlobalScope.prototype));
  defineEventHandler(globalObject, "error");
  defineEventHandler(globalObject, "rejectionhandled");
  defineEventHandler(globalObject, "unhandledrejection");
  return adoptGlobalObject(globalObject);
}

module.exports = { WorkerGlobalScope, globalTarget: installScope(globalThis) };

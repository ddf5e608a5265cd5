// JavaScript's half of RequestContext: what one event has open. Ids are the host's, unique for the life of the isolate.
"use strict";

const { DOMException } = require("web/dom/dom-exception");
const identity = require("context/identity");
const outbound = require("message/outbound");
const timers = require("web/timers/timers");
const { sealClass } = require("web/infra/internal-classes");
const { Map, MapPrototypeDelete, MapPrototypeGet, MapPrototypeSet, Promise, PromisePrototypeThen } = primordials;
const { Set, SetPrototypeAdd, SetPrototypeDelete, SetPrototypeForEach } = primordials;

/** Live requests by id. */
const live = new Map();
/** Pending operations by id: each settles one promise. */
const operations = new Map();
let nextOperationId = 1;

function ignore() {}

class RequestState {
  // Declared, so that setting them in the constructor asks no setter of Object.prototype.
  id;
  frame;
  request;
  answered;
  ended;
  passThrough;
  open;
  timers;
  operations;
  streams;
  endIncoming;
  responseBody;
  bodyRefusal;
  bodyRefusalKind;
  refusal;
  endActions;
  limitTarget;
  loading;

  constructor(id) {
    this.id = id;
    this.frame = identity.frameOf(this);
    this.request = null;
    /** Whether the event is the evaluation of the script's top level. */
    this.loading = false;
    this.answered = false;
    this.ended = false;
    this.passThrough = false;
    /** The handler, and each promise given to waitUntil. */
    this.open = 1;
    /** Ids of timers and of operations, each set made when there is a first one. */
    this.timers = null;
    this.operations = null;
    /** Bodies that the host feeds, by their ids, and what ends them; both made when there is a first one. */
    this.streams = null;
    this.endIncoming = null;
    /** The response's body while it is written. */
    this.responseBody = null;
    /** The error that said that a body can't be kept in memory, and what it is to the client of a handler that fails with it. */
    this.bodyRefusal = undefined;
    this.bodyRefusalKind = 0;
    /** The error that said that the event may ask the network no more. */
    this.refusal = undefined;
    /** What else is to be done at the end. */
    this.endActions = null;
    /** The `ctx` whose listeners hear of limits that are near, while it has any. */
    this.limitTarget = null;
    MapPrototypeSet(live, id, this);
  }

  /** One of the things that keep the event open has settled. */
  release() {
    if (--this.open === 0 && !this.ended) {
      outbound.done(this.id);
      end(this, "The request has ended");
    }
  }
}
sealClass(RequestState);

/** Ends a request: what it left open is rejected, its timers are dropped. */
function end(state, reason) {
  state.ended = true;
  MapPrototypeDelete(live, state.id);
  if (state.timers !== null) timers.dropAll(state);
  if (state.operations !== null) rejectAll(state, reason);
  if (state.endActions !== null) SetPrototypeForEach(state.endActions, (action) => action());
}

/** Has `action` run when the request ends; it must not call into the worker. */
function addEndAction(state, action) {
  if (state.endActions === null) state.endActions = new Set();
  SetPrototypeAdd(state.endActions, action);
}

function removeEndAction(state, action) {
  if (state.endActions !== null) SetPrototypeDelete(state.endActions, action);
}

function rejectAll(state, reason) {
  SetPrototypeForEach(state.operations, (operationId) => {
    const operation = MapPrototypeGet(operations, operationId);
    MapPrototypeDelete(operations, operationId);
    // Another request may be waiting for it, or nobody: then it is no unhandled rejection.
    PromisePrototypeThen(operation.promise, undefined, ignore);
    operation.reject(abortError(reason));
  });
  state.operations = null;
}

function abortError(reason) {
  return new DOMException(reason, "AbortError");
}

/**
 * Starts an operation of the running request: `send(requestId, operationId)` asks the host. Returns its promise, of what
 * `convert`, where there is one, makes of the result.
 */
function startOperation(send, convert = undefined) {
  return startCancellable(send, convert).promise;
}

/** The same, as something that `cancelOperation` takes, with its promise; of another request where one is given. */
function startCancellable(send, convert = undefined, state = identity.currentRequest()) {
  const operation = { __proto__: null, id: 0, state, promise: null, resolve: null, reject: null, convert };
  operation.promise = new Promise((resolve, reject) => {
    operation.resolve = resolve;
    operation.reject = reject;
  });
  if (state === undefined || state.ended) {
    operation.reject(abortError("The request has ended"));
  } else {
    const operationId = nextOperationId++;
    operation.id = operationId;
    MapPrototypeSet(operations, operationId, operation);
    if (state.operations === null) state.operations = new Set();
    SetPrototypeAdd(state.operations, operationId);
    send(state.id, operationId);
  }
  return operation;
}

/** Ends an operation that is still pending: its promise is rejected with `reason`, the host stops. */
function cancelOperation(operation, reason) {
  if (takeOperation(operation.id) === undefined) return;
  outbound.cancelOperation(operation.state.id, operation.id);
  operation.reject(reason);
}

/** Takes out a pending operation, or returns undefined when its request has ended. */
function takeOperation(operationId) {
  const operation = MapPrototypeGet(operations, operationId);
  if (operation !== undefined) {
    MapPrototypeDelete(operations, operationId);
    SetPrototypeDelete(operation.state.operations, operationId);
  }
  return operation;
}

exports.RequestState = RequestState;
exports.addEndAction = addEndAction;
exports.removeEndAction = removeEndAction;
exports.find = (id) => MapPrototypeGet(live, id);
exports.end = end;
/** An id among those of operations, for what is answered many times. */
exports.newOperationId = () => nextOperationId++;
exports.cancelOperation = cancelOperation;
exports.startCancellable = startCancellable;
exports.startOperation = startOperation;
exports.takeOperation = takeOperation;

"use strict";

const { Promise, PromisePrototypeThen, PromiseReject, PromiseResolve } = primordials;
const { sealClass } = require("web/infra/internal-classes");

const RESOLVED = PromiseResolve(undefined);

function noop() {}

/** "Set [[PromiseIsHandled]] to true": the rejection is nobody's fault that has to be reported. */
function markHandled(promise) {
  PromisePrototypeThen(promise, undefined, noop);
}

/**
 * What an algorithm gives back that will say later, by a call, that it is done: no promise is made for it.
 */
const LATER = { __proto__: null };

/** Runs an action in a microtask. */
function later(action) {
  PromisePrototypeThen(RESOLVED, action);
}

/** "Upon fulfillment" and "upon rejection" of "a promise resolved with" the result of an algorithm. */
function react(result, onFulfilled, onRejected) {
  let promise = RESOLVED;
  if (result !== undefined) {
    try {
      promise = PromiseResolve(result);
    } catch (error) {
      // a `constructor` that throws
      promise = PromiseReject(error);
    }
  }
  PromisePrototypeThen(promise, onFulfilled, onRejected);
}

const returnUndefined = () => undefined;

/** A promise for undefined once the result of an algorithm is there; it rejects where that does. */
function voidPromise(result) {
  if (result === undefined) {
    return PromisePrototypeThen(RESOLVED, returnUndefined);
  }
  return PromisePrototypeThen(PromiseResolve(result), returnUndefined);
}

/** A promise and the two functions that settle it. */
class Deferred {
  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.next = null;
  }
}
sealClass(Deferred);

const PENDING = 0;
const FULFILLED = 1;
const REJECTED = 2;

/** The state of a promise for undefined that is only made when somebody asks for it. A rejection counts as handled. */
class LatePromise {
  constructor() {
    this.status = PENDING;
    this.reason = undefined;
    this.deferred = null;
  }

  get promise() {
    if (this.deferred === null) {
      this.deferred = new Deferred();
      if (this.status === FULFILLED) {
        this.deferred.resolve(undefined);
      } else if (this.status === REJECTED) {
        this.rejectDeferred();
      }
    }
    return this.deferred.promise;
  }

  isPending() {
    return this.status === PENDING;
  }

  resolve() {
    this.status = FULFILLED;
    if (this.deferred !== null) {
      this.deferred.resolve(undefined);
    }
  }

  /** Rejects the promise if it is pending, and puts a rejected one in its place if it is not. */
  reject(reason) {
    if (this.status !== PENDING) {
      this.deferred = null;
    }
    this.status = REJECTED;
    this.reason = reason;
    if (this.deferred !== null) {
      this.rejectDeferred();
    }
  }

  rejectDeferred() {
    markHandled(this.deferred.promise);
    this.deferred.reject(this.reason);
  }

  /** Puts a pending promise in the place of a settled one. */
  renew() {
    if (this.status !== PENDING) {
      this.status = PENDING;
      this.reason = undefined;
      this.deferred = null;
    }
  }
}
sealClass(LatePromise);

module.exports = { Deferred, LATER, LatePromise, RESOLVED, later, markHandled, noop, react, voidPromise };

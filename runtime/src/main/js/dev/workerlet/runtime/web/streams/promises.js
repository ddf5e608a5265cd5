"use strict";

const { ObjectDefineProperty, Promise, PromisePrototypeThen } = primordials;
const { sealClass } = require("web/infra/internal-classes");

// Promise.prototype.then asks the promise's `constructor` for a species, and a worker may have put its own in the place
// of either. `await` does not ask for one. And this promise, which no worker ever sees, has no constructor to ask.
class PlatformPromise extends Promise {}
const RESOLVED = new PlatformPromise((resolve) => resolve(undefined));
ObjectDefineProperty(PlatformPromise.prototype, "constructor", { __proto__: null, value: undefined });

function noop() {}

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
  if (result === undefined) {
    PromisePrototypeThen(RESOLVED, onFulfilled);
  } else {
    reactTo(result, onFulfilled, onRejected);
  }
}

async function reactTo(result, onFulfilled, onRejected) {
  let value;
  try {
    value = await result;
  } catch (error) {
    onRejected(error);
    return;
  }
  onFulfilled(value);
}

/** An error that was thrown, as the rejection of a promise: what it leads to comes in a microtask. */
function reactToThrown(error, onRejected) {
  PromisePrototypeThen(RESOLVED, () => onRejected(error));
}

/** "Set [[PromiseIsHandled]] to true": the rejection is nobody's fault that has to be reported. */
function markHandled(promise) {
  reactTo(promise, noop, noop);
}

/** A promise for undefined once the result of an algorithm is there; it rejects where that does. */
async function voidPromise(result) {
  await result;
}

/** A promise that settles as that of the result does, two turns of the microtask queue later. */
async function afterTwoTurns(result) {
  await result;
  await undefined;
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
    this.onFulfilled = null;
    this.onRejected = null;
  }

  /** Has one of two functions called in a microtask once the promise is settled, without making it. */
  watch(onFulfilled, onRejected) {
    if (this.status === PENDING) {
      this.onFulfilled = onFulfilled;
      this.onRejected = onRejected;
    } else if (this.status === FULFILLED) {
      later(onFulfilled);
    } else {
      reactToThrown(this.reason, onRejected);
    }
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

  resolve() {
    this.status = FULFILLED;
    if (this.onFulfilled !== null) {
      later(this.onFulfilled);
      this.onFulfilled = null;
      this.onRejected = null;
    }
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
    if (this.onRejected !== null) {
      reactToThrown(reason, this.onRejected);
      this.onFulfilled = null;
      this.onRejected = null;
    }
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

module.exports = {
  Deferred,
  LATER,
  LatePromise,
  afterTwoTurns,
  later,
  markHandled,
  noop,
  react,
  reactToThrown,
  voidPromise,
};

// Whose continuation runs: V8 keeps a "continuation-preserved embedder data" slot that travels through native await,
// then() and queueMicrotask. It holds a frame here: the request, and what AsyncLocalStorage has bound.
// The two functions of the slot come from the host, and not for every context. Without them a context has one request
// at a time, and its frame is the current one.
"use strict";

const { sealClass } = require("web/infra/internal-classes");

/** A link of an immutable chain: the request, and one binding of AsyncLocalStorage on top of the outer ones. */
class Frame {
  // Declared, so that setting them in the constructor asks no setter of Object.prototype.
  request;
  key;
  value;
  outer;

  constructor(request, key, value, outer) {
    this.request = request;
    this.key = key;
    this.value = value;
    this.outer = outer;
  }
}
sealClass(Frame);

let only;
let getSlot = () => only;
let setSlot = (frame) => {
  only = frame;
};

/**
 * Takes the two functions of V8's slot. A request that runs by now has continuations with an empty slot: they are its
 * own, for the context had no other request so far.
 */
exports.adopt = function adopt(get, set) {
  const earlier = only;
  getSlot = () => {
    const frame = get();
    return frame === undefined ? earlier : frame;
  };
  setSlot = set;
};

/** The outermost frame of a request. */
exports.frameOf = function frameOf(request) {
  return new Frame(request, undefined, undefined, undefined);
};

/** The frame of the running continuation, or undefined outside all requests. */
exports.currentFrame = function currentFrame() {
  return getSlot();
};

/** Makes `frame` the current one. */
exports.enter = function enter(frame) {
  setSlot(frame);
};

/** The request of the running continuation, or undefined. */
exports.currentRequest = function currentRequest() {
  const frame = getSlot();
  return frame === undefined ? undefined : frame.request;
};

/** The current frame with one more binding. */
exports.bind = function bind(key, value) {
  const outer = getSlot();
  return new Frame(outer === undefined ? undefined : outer.request, key, value, outer);
};

/** What `key` is bound to in the running continuation. */
exports.lookUp = function lookUp(key) {
  for (let frame = getSlot(); frame !== undefined; frame = frame.outer) {
    if (frame.key === key) return frame.value;
  }
  return undefined;
};

// setTimeout, setInterval, clearTimeout, clearInterval (HTML standard, section 8.7): JavaScript keeps the callbacks,
// the host keeps the time. Other half: TimerOperations.
"use strict";

const identity = require("context/identity");
const outbound = require("message/outbound");
const { reportException } = require("web/dom/report-exception");
const { exposeFunction, requiredArguments } = require("web/webidl/interfaces");
const { toLong } = require("web/webidl/numbers");
const { toDOMString } = require("web/webidl/strings");
const { Function, FunctionPrototypeCall, ReflectApply } = primordials;
const { Map, MapPrototypeDelete, MapPrototypeGet, MapPrototypeSet } = primordials;
const { Set, SetPrototypeAdd, SetPrototypeDelete, SetPrototypeForEach } = primordials;

const MOST_MILLIS = 2 ** 31 - 1;

/** Pending timers by id. */
const pending = new Map();
let nextTimerId = 1;

/** Step "Let handler be …": a function is called with the further arguments, anything else is compiled. */
function toCallback(handler, handlerArguments) {
  if (typeof handler === "function") return () => ReflectApply(handler, globalThis, handlerArguments);
  const source = toDOMString(handler);
  return () => FunctionPrototypeCall(Function(source), globalThis);
}

function add(frame, callback, delayMillis, repeat) {
  const id = nextTimerId++;
  const state = frame === undefined ? undefined : frame.request;
  // The request is over, or this is none: nobody is left to be called back.
  if (state === undefined || state.ended) return id;
  MapPrototypeSet(pending, id, { __proto__: null, callback, frame, state, repeat });
  if (state.timers === null) state.timers = new Set();
  SetPrototypeAdd(state.timers, id);
  outbound.setTimer(state.id, id, delayMillis, repeat);
  return id;
}

function clear(id) {
  const timer = MapPrototypeGet(pending, id);
  if (timer === undefined) return;
  forget(id, timer);
  outbound.clearTimer(timer.state.id, id);
}

function forget(id, timer) {
  MapPrototypeDelete(pending, id);
  SetPrototypeDelete(timer.state.timers, id);
}

/** WebIDL "long": what does not fit wraps around; negative delays count as 0 (step 3). */
function toDelay(value) {
  const delay = toLong(value);
  return delay < 0 ? 0 : delay;
}

/** The host says that a timer is due. */
exports.fire = function fire(id) {
  const timer = MapPrototypeGet(pending, id);
  if (timer === undefined) return;
  if (!timer.repeat) forget(id, timer);
  identity.enter(timer.frame);
  try {
    timer.callback();
  } catch (error) {
    reportException(error);
  }
};

/** Drops what an ended request left; its host half is the scheduler's. */
exports.dropAll = function dropAll(state) {
  SetPrototypeForEach(state.timers, (id) => MapPrototypeDelete(pending, id));
  state.timers = null;
};

/** For the platform's own waits: a delay longer than a timer can have, three weeks, becomes that. */
exports.set = (callback, delayMillis, repeat) =>
  add(identity.currentFrame(), callback, delayMillis < MOST_MILLIS ? delayMillis : MOST_MILLIS, repeat);
exports.clear = clear;

/**
 * Queues a task: `callback` runs in a turn of its own, as a continuation of `frame`, whose request must be alive. Gives what
 * `clear` takes.
 */
exports.postTask = (frame, callback, delayMillis = 0) => add(frame, callback, delayMillis, false);

exports.install = function install(target) {
  const functions = {
    setTimeout(handler, timeout = 0, ...handlerArguments) {
      requiredArguments(arguments.length, 1, "Failed to execute 'setTimeout'");
      const callback = toCallback(handler, handlerArguments);
      return add(identity.currentFrame(), callback, toDelay(timeout), false);
    },
    setInterval(handler, timeout = 0, ...handlerArguments) {
      requiredArguments(arguments.length, 1, "Failed to execute 'setInterval'");
      const callback = toCallback(handler, handlerArguments);
      return add(identity.currentFrame(), callback, toDelay(timeout), true);
    },
    clearTimeout(id = 0) {
      clear(toLong(id));
    },
    clearInterval(id = 0) {
      clear(toLong(id));
    },
  };
  for (const name in functions) {
    exposeFunction(target, name, functions[name]);
  }
};

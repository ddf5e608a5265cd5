"use strict";

const {
  FunctionPrototypeCall,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ReflectApply,
  TypeError,
} = primordials;
const { DOMException } = require("web/dom/dom-exception");
const {
  CANCELED,
  DISPATCH,
  IN_PASSIVE_LISTENER,
  STOP_IMMEDIATE_PROPAGATION,
  STOP_PROPAGATION,
  TRUSTED,
  beginDispatch,
  cancel,
  clearFlag,
  endDispatch,
  flagsOf,
  isEvent,
  setFlag,
  typeOf,
} = require("web/dom/event");
const { errorArguments } = require("web/dom/events");
const { reportException } = require("web/dom/report-exception");
const { sealClass } = require("web/infra/internal-classes");
const { copyOfList, createList, removeItem } = require("web/infra/lists");
const { defineInterface, illegalInvocation, requiredArguments } = require("web/webidl/interfaces");
const { isObject } = require("web/webidl/objects");
const { toDOMString } = require("web/webidl/strings");

/** https://dom.spec.whatwg.org/#concept-event-listener */
class Listener {
  constructor(type, callback, capture, once, passive) {
    this.type = type;
    this.callback = callback;
    this.capture = capture;
    this.once = once;
    this.passive = passive;
    this.removed = false;
  }
}
sealClass(Listener);

let listenersOf, handlersOf, observerOf, setObserver, isEventTarget;

// AbortSignal is an EventTarget, and an EventTarget takes an AbortSignal: the one that is loaded
// second tells the other how. {isAbortSignal, isAborted, addAlgorithm}
let abortSteps = null;

function setAbortSteps(steps) {
  abortSteps = steps;
}

// The global object is an event target too, but no constructor made it. Its listeners live in an
// EventTarget of its own, which stands in wherever `this` is the global object or missing.
let globalObject = undefined;
let globalTarget = undefined;

function resolveTarget(receiver) {
  if (receiver === undefined || receiver === null || receiver === globalObject) {
    if (globalTarget !== undefined) {
      return globalTarget;
    }
  }
  if (!isEventTarget(receiver)) {
    throw illegalInvocation();
  }
  return receiver;
}

// https://dom.spec.whatwg.org/#event-flatten
function isCapture(options) {
  return isObject(options) ? !!options.capture : !!options;
}

function toListenerCallback(callback, prefix) {
  if (callback === undefined || callback === null) {
    return null;
  }
  if (!isObject(callback)) {
    throw new TypeError(`${prefix}: parameter 2 is not of type 'Object'.`);
  }
  return callback;
}

function removeListener(target, listener) {
  listener.removed = true;
  if (removeItem(listenersOf(target), listener)) {
    observerOf(target)?.(listener.type, hasListeners(target, listener.type), target);
  }
}

class EventTarget {
  #listeners = null;
  /** type -> EventHandler for the attributes like `onabort`. */
  #handlers = null;
  /** Called with a type, whether it has listeners, and the target, each time that may have changed. */
  #observer = null;

  addEventListener(type, callback, options = undefined) {
    const prefix = "Failed to execute 'addEventListener' on 'EventTarget'";
    const target = resolveTarget(this);
    requiredArguments(arguments.length, 2, prefix);
    type = toDOMString(type);
    callback = toListenerCallback(callback, prefix);
    const capture = isCapture(options);
    let once = false;
    let passive = false;
    let signal = undefined;
    if (isObject(options)) {
      once = !!options.once;
      passive = !!options.passive;
      signal = options.signal;
      if (signal !== undefined && !abortSteps.isAbortSignal(signal)) {
        throw new TypeError(`${prefix}: member signal is not of type 'AbortSignal'.`);
      }
    }
    if (callback === null || (signal !== undefined && abortSteps.isAborted(signal))) {
      return;
    }
    const listener = addListener(target, type, callback, capture, once, passive);
    if (listener !== null && signal !== undefined) {
      abortSteps.addAlgorithm(signal, () => removeListener(target, listener));
    }
  }

  removeEventListener(type, callback, options = undefined) {
    const prefix = "Failed to execute 'removeEventListener' on 'EventTarget'";
    const target = resolveTarget(this);
    requiredArguments(arguments.length, 2, prefix);
    type = toDOMString(type);
    callback = toListenerCallback(callback, prefix);
    const listener = findListener(listenersOf(target), type, callback, isCapture(options));
    if (listener !== null) {
      removeListener(target, listener);
    }
  }

  dispatchEvent(event) {
    const prefix = "Failed to execute 'dispatchEvent' on 'EventTarget'";
    const target = resolveTarget(this);
    requiredArguments(arguments.length, 1, prefix);
    if (!isEvent(event)) {
      throw new TypeError(`${prefix}: parameter 1 is not of type 'Event'.`);
    }
    if (flagsOf(event) & DISPATCH) {
      throw new DOMException(`${prefix}: The event is already being dispatched.`, "InvalidStateError");
    }
    clearFlag(event, TRUSTED);
    return dispatch(target, event);
  }

  static {
    isEventTarget = (value) => typeof value === "object" && value !== null && #listeners in value;
    listenersOf = (target) => (target.#listeners ??= createList());
    handlersOf = (target) => (target.#handlers ??= { __proto__: null });
    observerOf = (target) => target.#observer;
    setObserver = (target, observer) => {
      target.#observer = observer;
    };
  }
}
defineInterface(EventTarget);

function findListener(listeners, type, callback, capture) {
  for (let i = 0; i < listeners.length; i++) {
    const listener = listeners[i];
    if (listener.callback === callback && listener.type === type && listener.capture === capture) {
      return listener;
    }
  }
  return null;
}

// https://dom.spec.whatwg.org/#add-an-event-listener
function addListener(target, type, callback, capture, once, passive) {
  const listeners = listenersOf(target);
  if (findListener(listeners, type, callback, capture) !== null) {
    return null;
  }
  const listener = new Listener(type, callback, capture, once, passive);
  listeners[listeners.length] = listener;
  observerOf(target)?.(type, true, target);
  return listener;
}

/**
 * Dispatches to one target. There is no tree here, so the path is the target alone: capturing
 * listeners run first, then the others. https://dom.spec.whatwg.org/#concept-event-dispatch
 */
function dispatch(target, event) {
  const listeners = copyOfList(listenersOf(target));
  const visibleTarget = target === globalTarget ? globalObject : target;
  beginDispatch(event, visibleTarget);
  invoke(target, visibleTarget, listeners, event, true);
  if (!(flagsOf(event) & STOP_PROPAGATION)) {
    invoke(target, visibleTarget, listeners, event, false);
  }
  endDispatch(event);
  return !(flagsOf(event) & CANCELED);
}

// https://dom.spec.whatwg.org/#concept-event-listener-inner-invoke
function invoke(target, visibleTarget, listeners, event, capture) {
  const type = typeOf(event);
  for (let i = 0; i < listeners.length; i++) {
    const listener = listeners[i];
    if (listener.removed || listener.capture !== capture || listener.type !== type) {
      continue;
    }
    if (listener.once) {
      removeListener(target, listener);
    }
    if (listener.passive) {
      setFlag(event, IN_PASSIVE_LISTENER);
    }
    callListener(listener.callback, visibleTarget, event);
    clearFlag(event, IN_PASSIVE_LISTENER);
    if (flagsOf(event) & STOP_IMMEDIATE_PROPAGATION) {
      return;
    }
  }
}

// https://webidl.spec.whatwg.org/#call-a-user-objects-operation
function callListener(callback, thisValue, event) {
  try {
    if (typeof callback === "function") {
      FunctionPrototypeCall(callback, thisValue, event);
      return;
    }
    const { handleEvent } = callback;
    if (typeof handleEvent !== "function") {
      throw new TypeError("EventListener.handleEvent is not a function");
    }
    FunctionPrototypeCall(handleEvent, callback, event);
  } catch (error) {
    reportException(error);
  }
}

function hasListeners(target, type) {
  const listeners = listenersOf(target);
  for (let i = 0; i < listeners.length; i++) {
    if (listeners[i].type === type) {
      return true;
    }
  }
  return false;
}

// The value and the one listener behind an event handler attribute. Setting another function keeps
// the listener's place in the order. https://html.spec.whatwg.org/#event-handler-attributes
class EventHandler {
  constructor() {
    this.callback = null;
    this.listener = null;
  }

  // https://html.spec.whatwg.org/#the-event-handler-processing-algorithm
  handle(thisValue, event) {
    const { callback } = this;
    if (typeof callback !== "function") {
      return;
    }
    const special = thisValue === globalObject && typeOf(event) === "error" ? errorArguments(event) : null;
    const result =
      special === null ? FunctionPrototypeCall(callback, thisValue, event) : ReflectApply(callback, thisValue, special);
    if (result === (special !== null)) {
      cancel(event);
    }
  }
}
sealClass(EventHandler);

function setHandler(target, type, value) {
  const handlers = handlersOf(target);
  const handler = (handlers[type] ??= new EventHandler());
  handler.callback = isObject(value) ? value : null;
  if (handler.callback === null) {
    if (handler.listener !== null) {
      removeListener(target, handler.listener);
      handler.listener = null;
    }
  } else if (handler.listener === null) {
    const callback = function (event) {
      handler.handle(this, event);
    };
    handler.listener = addListener(target, type, callback, false, false, false);
  }
}

/**
 * Defines an attribute such as `onabort` on a prototype or on the global object. `whenSet(target)` runs each time after
 * it was assigned.
 */
function defineEventHandler(holder, type, whenSet = undefined) {
  const name = `on${type}`;
  const { get, set } = ObjectGetOwnPropertyDescriptor(
    {
      get [name]() {
        return handlersOf(resolveTarget(this))[type]?.callback ?? null;
      },
      set [name](value) {
        const target = resolveTarget(this);
        setHandler(target, type, value);
        whenSet?.(target);
      },
    },
    name,
  );
  ObjectDefineProperty(holder, name, { __proto__: null, get, set, enumerable: true, configurable: true });
}

/** Lets the methods of EventTarget work on the global object, and gives the target behind it. */
function adoptGlobalObject(object) {
  globalObject = object;
  globalTarget = new EventTarget();
  return globalTarget;
}

module.exports = {
  EventTarget,
  adoptGlobalObject,
  defineEventHandler,
  dispatch,
  hasListeners,
  isEventTarget,
  setAbortSteps,
  setObserver,
};

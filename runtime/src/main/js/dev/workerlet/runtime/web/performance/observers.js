// What performance observers have asked for, and what they are still to be told.
"use strict";

const { ArrayPrototypePush, FunctionPrototypeCall, TypeError } = primordials;
const identity = require("context/identity");
const { addEndAction } = require("context/request-state");
const { DOMException } = require("web/dom/dom-exception");
const { reportException } = require("web/dom/report-exception");
const { copyOfList, createList, removeAt, removeItem } = require("web/infra/lists");
const { chooseFrame, createTask, isAlive, schedule } = require("web/infra/tasks");
const { ENTRY_TYPES } = require("web/performance/observer");
const { buffers, setNotify } = require("web/performance/timeline");
const { toDictionary, toSequence } = require("web/webidl/objects");
const { toDOMString } = require("web/webidl/strings");

/** Entries that may wait for one observer; the oldest one makes room. */
const MOST_WAITING = 1_000;
const SINGLE = 1;
const MULTIPLE = 2;

/** States of the observers that observe something. */
const registered = createList();

/** What an observer wants and is still to be told. */
function createState(observer, callback, createEntryList) {
  const state = {
    __proto__: null,
    observer,
    callback,
    createEntryList,
    mode: 0,
    types: [],
    waiting: [],
    tellsDropped: false,
    isRegistered: false,
    /** Whose continuation observe() was called in, and whose the last entry is. */
    frame: undefined,
    lastFrame: undefined,
    task: undefined,
    whenEnded: () => disconnect(state),
  };
  state.task = createTask(
    () => (state.waiting.length === 0 ? undefined : chooseFrame(state.frame, state.lastFrame)),
    () => tell(state),
  );
  return state;
}

function has(list, item) {
  for (let i = 0; i < list.length; i++) {
    if (list[i] === item) {
      return true;
    }
  }
  return false;
}

/** Keeps an entry for an observer until the task comes that tells it. */
function keepFor(state, entry) {
  if (state.waiting.length >= MOST_WAITING) {
    removeAt(state.waiting, 0, 1);
  }
  ArrayPrototypePush(state.waiting, entry);
  state.lastFrame = identity.currentFrame();
  schedule(state.task);
}

setNotify((entry, entryType) => {
  for (let i = 0; i < registered.length; i++) {
    if (has(registered[i].types, entryType)) {
      keepFor(registered[i], entry);
    }
  }
});

// https://w3c.github.io/performance-timeline/#queue-the-performanceobserver-task
function tell(state) {
  const entries = takeRecords(state);
  if (entries.length === 0 || !state.isRegistered) {
    return;
  }
  const options = state.tellsDropped ? { droppedEntriesCount: droppedOf(state.types) } : {};
  state.tellsDropped = false;
  try {
    FunctionPrototypeCall(state.callback, state.observer, state.createEntryList(entries), state.observer, options);
  } catch (error) {
    reportException(error);
  }
}

function droppedOf(types) {
  let dropped = 0;
  for (let i = 0; i < types.length; i++) {
    dropped += buffers[types[i]].dropped;
  }
  return dropped;
}

/** An observer is told as long as the request lives in which it began to observe; one of the top level, always. */
function register(state) {
  state.frame = identity.currentFrame();
  if (state.isRegistered) {
    return;
  }
  state.isRegistered = true;
  registered[registered.length] = state;
  if (isAlive(state.frame) && !state.frame.request.loading) {
    addEndAction(state.frame.request, state.whenEnded);
  }
}

// https://w3c.github.io/performance-timeline/#observe-method
function observe(state, options) {
  const prefix = "Failed to execute 'observe' on 'PerformanceObserver'";
  const init = toDictionary(options, prefix, "PerformanceObserverInit") ?? { __proto__: null };
  const buffered = !!init.buffered;
  const given = init.entryTypes;
  const entryTypes =
    given === undefined ? undefined : toSequence(given, toDOMString, prefix, "member entryTypes");
  const type = init.type === undefined ? undefined : toDOMString(init.type);
  if ((entryTypes === undefined) === (type === undefined)) {
    throw new TypeError(`${prefix}: Either 'entryTypes' or 'type' must be given.`);
  }
  const mode = type === undefined ? MULTIPLE : SINGLE;
  if (state.mode !== 0 && state.mode !== mode) {
    throw new DOMException(`${prefix}: 'entryTypes' and 'type' can't take turns.`, "InvalidModificationError");
  }
  state.mode = mode;
  state.tellsDropped = true;
  if (mode === MULTIPLE) {
    observeTypes(state, entryTypes);
  } else if (has(ENTRY_TYPES, type)) {
    observeType(state, type, buffered);
  }
}

function observeTypes(state, entryTypes) {
  const supported = [];
  for (let i = 0; i < entryTypes.length; i++) {
    if (has(ENTRY_TYPES, entryTypes[i]) && !has(supported, entryTypes[i])) {
      ArrayPrototypePush(supported, entryTypes[i]);
    }
  }
  if (supported.length > 0) {
    state.types = supported;
    register(state);
  }
}

function observeType(state, type, buffered) {
  if (!has(state.types, type)) {
    ArrayPrototypePush(state.types, type);
  }
  register(state);
  if (buffered) {
    const entries = copyOfList(buffers[type].entries);
    for (let i = 0; i < entries.length; i++) {
      keepFor(state, entries[i]);
    }
  }
}

function disconnect(state) {
  state.isRegistered = false;
  removeItem(registered, state);
  state.types = [];
  state.waiting = [];
}

function takeRecords(state) {
  const entries = state.waiting;
  state.waiting = [];
  return entries;
}

module.exports = {
  createState,
  disconnect,
  observe,
  takeRecords,
};

// The performance timeline of a context, and User Timing on it. Requests that share the context share the timeline, as
// they share its globals.
"use strict";

const { ArrayPrototypePush, ArrayPrototypeSort, NumberIsFinite, TypeError } = primordials;
const { DOMException } = require("web/dom/dom-exception");
const { coarseNow } = require("web/infra/clock");
const { removeAt } = require("web/infra/lists");
const { createMeasure, partsOf, setId } = require("web/performance/entries");
const { clone } = require("web/structured-clone/structured-clone");
const { isObject, toDictionary } = require("web/webidl/objects");
const { toDOMString } = require("web/webidl/strings");

/** Entries of one type that are kept; the oldest one makes room, so that a mark just set can always be measured from. */
const MOST_KEPT = 1_000;

/** Attributes of PerformanceTiming, which only a window has: their names mean no mark. */
const WINDOW_TIMINGS = {
  __proto__: null,
  connectEnd: true,
  connectStart: true,
  domComplete: true,
  domContentLoadedEventEnd: true,
  domContentLoadedEventStart: true,
  domInteractive: true,
  domLoading: true,
  domainLookupEnd: true,
  domainLookupStart: true,
  fetchStart: true,
  loadEventEnd: true,
  loadEventStart: true,
  navigationStart: true,
  redirectEnd: true,
  redirectStart: true,
  requestStart: true,
  responseEnd: true,
  responseStart: true,
  secureConnectionStart: true,
  unloadEventEnd: true,
  unloadEventStart: true,
};

/** Kept entries and how many had to go, by type. */
const buffers = {
  __proto__: null,
  mark: { __proto__: null, entries: [], dropped: 0 },
  measure: { __proto__: null, entries: [], dropped: 0 },
};

let lastId = 0;
/** Tells the observers of an entry; set once there are any. */
let notify = null;

function setNotify(callback) {
  notify = callback;
}

// https://w3c.github.io/performance-timeline/#dfn-queue-a-performanceentry
function queueEntry(entry, entryType) {
  setId(entry, ++lastId);
  const buffer = buffers[entryType];
  notify?.(entry, entryType);
  if (buffer.entries.length >= MOST_KEPT) {
    removeAt(buffer.entries, 0, 1);
    buffer.dropped++;
  }
  ArrayPrototypePush(buffer.entries, entry);
}

function byStartTime(a, b) {
  return partsOf(a).startTime - partsOf(b).startTime;
}

/** The entries of a list with this name and type, null for any, in the order of time. */
function select(entries, name, type) {
  const selected = [];
  for (let i = 0; i < entries.length; i++) {
    const parts = partsOf(entries[i]);
    if ((name === null || parts.name === name) && (type === null || parts.entryType === type)) {
      ArrayPrototypePush(selected, entries[i]);
    }
  }
  return ArrayPrototypeSort(selected, byStartTime);
}

function getEntries(name, type) {
  const all = [];
  for (const key in buffers) {
    const { entries } = buffers[key];
    for (let i = 0; i < entries.length; i++) {
      ArrayPrototypePush(all, entries[i]);
    }
  }
  return select(all, name, type);
}

/** Takes out the entries of that name, null for all. */
function clear(type, name) {
  const buffer = buffers[type];
  const kept = [];
  for (let i = 0; i < buffer.entries.length; i++) {
    if (name !== null && partsOf(buffer.entries[i]).name !== name) {
      ArrayPrototypePush(kept, buffer.entries[i]);
    }
  }
  buffer.entries = kept;
}

function toTimestamp(value, prefix, member) {
  const number = +value;
  if (!NumberIsFinite(number)) {
    throw new TypeError(`${prefix}: member ${member} is not a finite number.`);
  }
  return number;
}

function toDetail(value, prefix) {
  return value === undefined || value === null ? null : clone(value, prefix);
}

// https://w3c.github.io/user-timing/#the-performancemark-constructor
/** {detail, startTime} of a mark. */
function toMark(options, prefix) {
  const init = toDictionary(options, prefix, "PerformanceMarkOptions");
  const detail = init?.detail;
  const given = init?.startTime;
  const startTime = given === undefined ? coarseNow() : toTimestamp(given, prefix, "startTime");
  if (startTime < 0) {
    throw new TypeError(`${prefix}: member startTime is negative.`);
  }
  return { __proto__: null, detail: toDetail(detail, prefix), startTime };
}

/** (DOMString or DOMHighResTimeStamp) */
function toMarkOrTime(value, prefix, member) {
  return value === undefined || typeof value === "number"
    ? value && toTimestamp(value, prefix, member)
    : toDOMString(value);
}

// https://w3c.github.io/user-timing/#convert-a-mark-to-a-timestamp
function timestampOf(mark, prefix) {
  if (typeof mark === "number") {
    if (mark < 0) {
      throw new TypeError(`${prefix}: A timestamp is negative.`);
    }
    return mark;
  }
  if (WINDOW_TIMINGS[mark] === true) {
    throw new TypeError(`${prefix}: '${mark}' is a time of a window, and there is none.`);
  }
  const marks = buffers.mark.entries;
  for (let i = marks.length - 1; i >= 0; i--) {
    const parts = partsOf(marks[i]);
    if (parts.name === mark) {
      return parts.startTime;
    }
  }
  throw new DOMException(`${prefix}: The mark '${mark}' does not exist.`, "SyntaxError");
}

function toMeasureOptions(value, prefix) {
  const { detail, duration, end, start } = value;
  return {
    __proto__: null,
    detail,
    duration: duration === undefined ? undefined : toTimestamp(duration, prefix, "duration"),
    end: toMarkOrTime(end, prefix, "end"),
    start: toMarkOrTime(start, prefix, "start"),
  };
}

function checkMeasureOptions(options, endMark, prefix) {
  const { detail, duration, end, start } = options;
  if (detail === undefined && duration === undefined && end === undefined && start === undefined) {
    return;
  }
  if (endMark !== undefined) {
    throw new TypeError(`${prefix}: An end mark can't be given beside options.`);
  }
  if (start === undefined && end === undefined) {
    throw new TypeError(`${prefix}: Either 'start' or 'end' must be given.`);
  }
  if (start !== undefined && duration !== undefined && end !== undefined) {
    throw new TypeError(`${prefix}: 'start', 'duration' and 'end' can't all be given.`);
  }
}

// https://w3c.github.io/user-timing/#measure-method
function measure(name, startOrOptions, endMark) {
  const prefix = "Failed to execute 'measure' on 'Performance'";
  let options = { __proto__: null };
  if (isObject(startOrOptions)) {
    options = toMeasureOptions(startOrOptions, prefix);
  } else if (startOrOptions !== undefined && startOrOptions !== null) {
    options.start = toDOMString(startOrOptions);
  }
  endMark = endMark === undefined ? undefined : toDOMString(endMark);
  if (isObject(startOrOptions)) {
    checkMeasureOptions(options, endMark, prefix);
  }
  const end = endOf(options, endMark, prefix);
  const start = startOf(options, end, prefix);
  const entry = createMeasure(name, start, end - start, toDetail(options.detail, prefix));
  queueEntry(entry, "measure");
  return entry;
}

function endOf(options, endMark, prefix) {
  if (endMark !== undefined) {
    return timestampOf(endMark, prefix);
  }
  if (options.end !== undefined) {
    return timestampOf(options.end, prefix);
  }
  if (options.start !== undefined && options.duration !== undefined) {
    return timestampOf(options.start, prefix) + timestampOf(options.duration, prefix);
  }
  return coarseNow();
}

function startOf(options, end, prefix) {
  if (options.start !== undefined) {
    return timestampOf(options.start, prefix);
  }
  return options.duration === undefined ? 0 : end - timestampOf(options.duration, prefix);
}

module.exports = { buffers, clear, getEntries, measure, queueEntry, select, setNotify, toMark };

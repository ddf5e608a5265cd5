"use strict";

const {
  ErrorCaptureStackTrace,
  Map,
  MapPrototypeDelete,
  MapPrototypeGet,
  MapPrototypeSet,
  NumberPrototypeToFixed,
  ObjectCreate,
  ObjectPrototype,
  ObjectSetPrototypeOf,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
} = primordials;
const operations = require("context/operations");
const { bounded, format, inspect } = require("web/console/format");
const { defineClassString } = require("web/webidl/interfaces");
const { toDOMString } = require("web/webidl/strings");
const { isObject, toSequence } = require("web/webidl/objects");

const tables = require.lazy("web/console/table");

// The levels of operations.log.
const ERROR = 0;
const WARN = 1;
const INFO = 2;
const DEBUG = 3;
const TRACE = 4;

const counts = new Map();
const timers = new Map();
let indentation = "";

function print(level, text) {
  operations.log(level, indentation === "" ? text : indented(text));
}

function indented(text) {
  if (!StringPrototypeIncludes(text, "\n")) {
    return indentation + text;
  }
  let output = "";
  let start = 0;
  for (;;) {
    const end = StringPrototypeIndexOf(text, "\n", start);
    if (end === -1) {
      return bounded(output + indentation + StringPrototypeSlice(text, start));
    }
    output += `${indentation + StringPrototypeSlice(text, start, end)}\n`;
    start = end + 1;
  }
}

/** Milliseconds with as many digits as are of use. */
function formatDuration(milliseconds) {
  return milliseconds < 1000
    ? `${NumberPrototypeToFixed(milliseconds, 3)}ms`
    : `${NumberPrototypeToFixed(milliseconds / 1000, 3)}s`;
}

function labelOf(label) {
  return label === undefined ? "default" : toDOMString(label);
}

/** The time since a timer's start with the data given, null when there is no such timer. */
function elapsed(label, data) {
  const start = MapPrototypeGet(timers, label);
  if (start === undefined) {
    print(WARN, `Timer '${label}' does not exist`);
    return null;
  }
  const text = `${label}: ${formatDuration(operations.now() - start)}`;
  return data.length === 0 ? text : bounded(`${text} ${format(data)}`);
}

// https://console.spec.whatwg.org/#console-namespace
const members = {
  assert(condition = false, ...data) {
    if (condition) {
      return;
    }
    if (data.length === 0) {
      print(ERROR, "Assertion failed");
    } else if (typeof data[0] === "string") {
      data[0] = `Assertion failed: ${data[0]}`;
      print(ERROR, format(data));
    } else {
      print(ERROR, bounded(`Assertion failed: ${format(data)}`));
    }
  },
  /** There is no screen to clear. */
  clear() {
    indentation = "";
  },
  debug(...data) {
    print(DEBUG, format(data));
  },
  error(...data) {
    print(ERROR, format(data));
  },
  info(...data) {
    print(INFO, format(data));
  },
  log(...data) {
    print(INFO, format(data));
  },
  table(tabularData = undefined, properties = undefined) {
    const columns =
      properties === undefined ? null : toSequence(properties, toDOMString, "Failed to execute 'table'", "parameter 2");
    const table = tables().formatTable(tabularData, columns);
    print(INFO, table === null ? format([tabularData]) : bounded(table));
  },
  trace(...data) {
    const trace = { name: "Trace", message: "" };
    ErrorCaptureStackTrace(trace, traceMethod);
    const { stack } = trace;
    const frames = StringPrototypeIndexOf(stack, "\n    at ");
    const title = data.length === 0 ? "Trace" : `Trace: ${format(data)}`;
    print(TRACE, bounded(frames === -1 ? title : title + StringPrototypeSlice(stack, frames)));
  },
  warn(...data) {
    print(WARN, format(data));
  },
  dir(item = undefined, options = undefined) {
    const depth = isObject(options) ? options.depth : undefined;
    print(INFO, bounded(inspect(item, depth === null ? Infinity : depth === undefined ? undefined : +depth)));
  },
  dirxml(...data) {
    print(INFO, format(data));
  },
  count(label = "default") {
    label = labelOf(label);
    const count = (MapPrototypeGet(counts, label) ?? 0) + 1;
    MapPrototypeSet(counts, label, count);
    print(INFO, `${label}: ${count}`);
  },
  countReset(label = "default") {
    label = labelOf(label);
    if (!MapPrototypeDelete(counts, label)) {
      print(WARN, `Count for '${label}' does not exist`);
    }
  },
  group(...data) {
    if (data.length !== 0) {
      print(INFO, format(data));
    }
    indentation += "  ";
  },
  groupCollapsed(...data) {
    if (data.length !== 0) {
      print(INFO, format(data));
    }
    indentation += "  ";
  },
  groupEnd() {
    indentation = StringPrototypeSlice(indentation, 2);
  },
  time(label = "default") {
    label = labelOf(label);
    if (MapPrototypeGet(timers, label) !== undefined) {
      print(WARN, `Timer '${label}' already exists`);
      return;
    }
    MapPrototypeSet(timers, label, operations.now());
  },
  timeLog(label = "default", ...data) {
    const text = elapsed(labelOf(label), data);
    if (text !== null) {
      print(INFO, text);
    }
  },
  timeEnd(label = "default") {
    label = labelOf(label);
    const text = elapsed(label, []);
    if (text !== null) {
      print(INFO, text);
      MapPrototypeDelete(timers, label);
    }
  },
};

const traceMethod = members.trace;

// A WebIDL namespace object whose prototype is, for history's sake, an empty object.
const console = members;
ObjectSetPrototypeOf(console, ObjectCreate(ObjectPrototype));
defineClassString(console, "console");

module.exports = { console };

"use strict";

const {
  ArrayPrototypePush,
  Error,
  FunctionPrototypeCall,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf,
  ReflectOwnKeys,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;
const { isDOMException, messageOf, nameOf } = require("web/dom/dom-exception");
const { indent } = require("web/console/layout");
const { formatKey, truncated } = require("web/console/primitives");

// Since V8 made `stack` an accessor, its getter is V8's own and the same for every error: it may be
// called where any other getter may not.
const stackGetter = ObjectGetOwnPropertyDescriptor(new Error(), "stack")?.get;

/** The first data property of this name up the chain, if it is a string. */
function inheritedString(object, key) {
  for (let holder = object; holder !== null; holder = ObjectGetPrototypeOf(holder)) {
    const descriptor = ObjectGetOwnPropertyDescriptor(holder, key);
    if (descriptor !== undefined) {
      return typeof descriptor.value === "string" ? descriptor.value : undefined;
    }
  }
  return undefined;
}

function stackOf(error) {
  const descriptor = ObjectGetOwnPropertyDescriptor(error, "stack");
  const stack =
    stackGetter !== undefined && descriptor?.get === stackGetter
      ? FunctionPrototypeCall(stackGetter, error)
      : descriptor?.value;
  return typeof stack === "string" && stack !== "" ? stack : null;
}

/** "Name: message", as the error stands now. */
function headline(error) {
  if (isDOMException(error)) {
    return joined(nameOf(error), messageOf(error));
  }
  return joined(inheritedString(error, "name") ?? "Error", inheritedString(error, "message") ?? "");
}

function joined(name, message) {
  return name === "" ? message : message === "" ? name : `${name}: ${message}`;
}

/** The stack with its headline made current: V8 wrote it when the error was made. */
function text(error) {
  const title = headline(error);
  const stack = stackOf(error);
  if (stack === null) {
    return `[${title}]`;
  }
  if (StringPrototypeStartsWith(stack, title)) {
    return stack;
  }
  const frames = StringPrototypeIndexOf(stack, "\n    at ");
  return frames === -1 ? stack : title + StringPrototypeSlice(stack, frames);
}

/** An error, its cause and the errors of an aggregate, and what else a worker put on it. */
function describeError(error, inspector) {
  const base = truncated(text(error));
  if (inspector.isTooDeep()) {
    return `[${headline(error)}]`;
  }
  const items = inspector.properties(error, isOwnOfError);
  const keys = ReflectOwnKeys(error);
  for (let i = 0; i < keys.length; i++) {
    if (keys[i] === "cause" || keys[i] === "errors") {
      const descriptor = ObjectGetOwnPropertyDescriptor(error, keys[i]);
      if (descriptor !== undefined && descriptor.get === undefined && descriptor.set === undefined) {
        ArrayPrototypePush(items, `[${formatKey(keys[i])}]: ${inspector.inspect(descriptor.value)}`);
      }
    }
  }
  if (items.length === 0) {
    return base;
  }
  let output = `${base} {`;
  for (let i = 0; i < items.length; i++) {
    output += `\n  ${indent(items[i])}${i === items.length - 1 ? "" : ","}`;
  }
  return `${output}\n}`;
}

function isOwnOfError(key) {
  return key === "stack" || key === "message" || key === "cause" || key === "errors" || key === "name";
}

module.exports = { describeError };

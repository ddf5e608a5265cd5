// Replaces the built-ins that code may call without meaning to, and keeps what they are called on and with: that is how a script
// gets at objects that were not given to it.

const { apply, construct, defineProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;
const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

const NAMES = [
  "0", "1", "answer", "body", "bytes", "cancel", "capture", "cause", "chunk", "code", "controller", "convert", "done", "ended",
  "entries", "enumerable", "error", "flags", "flush", "frame", "get", "headerList", "headers", "highWaterMark", "host", "id", "key",
  "kind", "list", "loading", "message", "method", "name", "next", "once", "open", "operations", "outer", "passThrough", "promise",
  "pull", "queue", "read", "readable", "reader", "reason", "reject", "release", "request", "resolve", "return", "set", "signal",
  "size", "start", "state", "status", "stream", "streams", "then", "timers", "toJSON", "transform", "type", "url", "value", "writable",
  "write",
];

const holders = () => [
  Array, Array.prototype, ArrayBuffer, ArrayBuffer.prototype, Date, Error, Function.prototype, JSON, Map.prototype, Math, Number,
  Object, Promise, Promise.prototype, Reflect, RegExp.prototype, Set.prototype, String, String.prototype, Symbol,
  Object.getPrototypeOf(Uint8Array), Object.getPrototypeOf(Uint8Array.prototype), Uint8Array, Uint8Array.prototype,
  WeakMap.prototype, WeakRef.prototype, WeakSet.prototype, DataView.prototype, Object.getPrototypeOf([][Symbol.iterator]()),
  Object.getPrototypeOf(new Map()[Symbol.iterator]()), Object.getPrototypeOf(async function* () {}.prototype),
];

const LEFT_ALONE = new Set(["constructor", "prototype", "arguments", "caller", "callee"]);

/** Runs `action` among built-ins that tell on their callers; the set of all objects that these saw. */
export async function observe(action) {
  const seen = new Set();
  const add = Set.prototype.add;
  const note = (value) => {
    if (isObject(value)) apply(add, seen, [value]);
  };
  const undo = [];
  const replace = (holder, key, descriptor) => {
    const original = getOwnPropertyDescriptor(holder, key);
    if (original?.configurable === false) return;
    defineProperty(holder, key, { __proto__: null, configurable: true, ...descriptor });
    undo.push(() => (original === undefined ? delete holder[key] : defineProperty(holder, key, original)));
  };
  const spied = (original) => function spy(...given) {
    note(this);
    for (let i = 0; i < given.length; i++) note(given[i]);
    return new.target === undefined ? apply(original, this, given) : construct(original, given, new.target);
  };
  const prepared = [];
  for (const holder of holders()) {
    for (const key of ownKeys(holder)) {
      const { value, get, set } = getOwnPropertyDescriptor(holder, key);
      if (LEFT_ALONE.has(key)) continue;
      if (typeof value === "function") prepared.push([holder, key, { __proto__: null, value: spied(value), writable: true }]);
      if (get !== undefined) prepared.push([holder, key, { __proto__: null, get: spied(get), set }]);
    }
  }
  for (const [holder, key, descriptor] of prepared) replace(holder, key, descriptor);
  const putBack = () => {
    for (let i = undo.length - 1; i >= 0; i--) undo[i]();
    undo.length = 0;
  };
  for (const name of NAMES) {
    replace(Object.prototype, name, {
      __proto__: null,
      get() {
        note(this);
        return undefined;
      },
      set(value) {
        note(this);
        note(value);
        defineProperty(this, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
      },
    });
  }
  Error.prepareStackTrace = (error, sites) => {
    note(error);
    for (let i = 0; i < sites.length; i++) {
      note(sites[i].getFunction());
      note(sites[i].getThis());
    }
    return "";
  };
  try {
    await action(note);
  } finally {
    putBack();
    Error.prepareStackTrace = undefined;
  }
  return seen;
}

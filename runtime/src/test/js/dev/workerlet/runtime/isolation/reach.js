// Answers what a script can reach, and what of that it should not.

import { observe } from "./accomplice.js";
import { exercise } from "./exercise.js";
import { canConstruct, isBuffer, isNative, walk } from "./walk.js";

/** Classes that a script may make objects of beside those of the global object: the imported ones. */
const CONSTRUCTIBLE = new Set(["AsyncLocalStorage", "AsyncResource"]);

/** Globals of the language: what V8 itself has put there. */
const LANGUAGE = [
  "AggregateError", "Array", "ArrayBuffer", "AsyncDisposableStack", "Atomics", "BigInt", "BigInt64Array", "BigUint64Array", "Boolean",
  "DataView", "Date", "DisposableStack", "Error", "EvalError", "FinalizationRegistry", "Float16Array", "Float32Array", "Float64Array",
  "Function", "Int16Array", "Int32Array", "Int8Array", "Intl", "Iterator", "JSON", "Map", "Math", "Number", "Object", "Promise", "Proxy",
  "RangeError", "ReferenceError", "Reflect", "RegExp", "Set", "SharedArrayBuffer", "String", "SuppressedError", "Symbol", "SyntaxError",
  "Temporal", "TypeError", "URIError", "Uint16Array", "Uint32Array", "Uint8Array", "Uint8ClampedArray", "WeakMap", "WeakRef", "WeakSet",
  "WebAssembly", "decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape", "eval", "isFinite", "isNaN",
  "parseFloat", "parseInt", "unescape",
];

/** Functions of the engine: what is reachable from the language's globals, its iterators and its kinds of functions. */
function builtIns() {
  const roots = { __proto__: null };
  for (const name of LANGUAGE) roots[name] = globalThis[name];
  const more = [
    [][Symbol.iterator](), new Map()[Symbol.iterator](), new Set()[Symbol.iterator](), ""[Symbol.iterator](), /a/[Symbol.matchAll](""),
    new Error(""), function* () {}, async function () {}, async function* () {}, new Intl.Segmenter().segment(""), [].values().map((x) => x),
    Iterator.from({ next() {} }), new Intl.Segmenter().segment("a")[Symbol.iterator](), (function () { return arguments; })(),
  ];
  more.forEach((value, i) => (roots[`more${i}`] = value));
  const found = new Set();
  walk(roots, (value) => {
    if (isNative(value)) found.add(value);
  }, false);
  return found;
}

/**
 * What a promise gives to whoever's then() it calls: V8's, though no name leads there. A function of the host has a prototype.
 */
function isResolver(value) {
  return value.name === "" && value.length === 1 && !Object.hasOwn(value, "prototype");
}

/** A state to forge objects with: whatever it is asked for is there. */
const anything = new Proxy(() => {}, { get: (_, key) => (key === Symbol.toPrimitive ? () => 1 : 1) });

function canBeForged(value) {
  return canConstruct(value, []) || canConstruct(value, [anything, anything]);
}

/** What is wrong with something that was reached, or null. */
function mistake(value, allowed) {
  if (isNative(value)) return allowed.has(value) || isResolver(value) ? null : "a function of the host";
  if (isBuffer(value)) return value.byteLength > 1000 ? `memory of ${value.byteLength} bytes` : null;
  if (typeof value !== "function" || !/^class\b/.test(String(value))) return null;
  if (globalThis[value.name] === value || CONSTRUCTIBLE.has(value.name)) return null;
  return canBeForged(value) ? `the class ${value.name}, of which objects can be made` : null;
}

export default {
  async fetch(request, env, ctx) {
    const allowed = builtIns();
    const made = await exercise(request, env, ctx);
    const observed = [...await observe(() => exercise(request, env, ctx))];
    const problems = new Set();
    const texts = new Set();
    const visit = (value, path) => {
      if (typeof value === "string") {
        texts.add(value);
        return;
      }
      const problem = mistake(value, allowed);
      if (problem !== null) problems.add(`${path} is ${problem}`);
    };
    const count = walk({ globalThis, request, env, ctx, made, observed, meta: import.meta }, visit, true);
    return Response.json({ count, problems: [...problems], texts: [...texts].join("\n") });
  },
};

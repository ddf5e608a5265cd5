// `import()` and `import.meta`: V8 has no answer to them here, so scripts that have them are rewritten when they are
// loaded, and call what this file makes (see Rewriting). The host reads, compiles and links; this evaluates.
"use strict";

const identity = require("context/identity");
const {
  CompileError,
  ErrorConstructors,
  Map,
  MapPrototypeGet,
  MapPrototypeGetSize,
  MapPrototypeSet,
  ObjectDefineProperties,
  ObjectKeys,
  PromisePrototypeThen,
  PromiseReject,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
} = primordials;

const { SyntaxError, TypeError } = ErrorConstructors;

/** Of a file whose specifiers a script makes up, only so many are remembered. */
const MOST_SPECIFIERS = 1000;
const LONGEST_SPECIFIER = 4096;

let host;
/** What was imported, by importing file, type and specifier; and by the host's number. */
const bySpecifier = new Map();
const byId = new Map();

exports.attach = function attach(hostFunctions) {
  host = hostFunctions;
};

/** The error that a text of the host tells of. */
function errorOf(text) {
  const end = StringPrototypeIndexOf(text, ": ");
  const message = StringPrototypeSlice(text, end + 2);
  switch (StringPrototypeSlice(text, 0, end)) {
    case "SyntaxError":
      return new SyntaxError(message);
    case "CompileError":
      return new CompileError(message);
    case "TypeError":
      return new TypeError(message);
    default:
      return new TypeError(text);
  }
}

function isObject(value) {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** https://tc39.es/ecma262/#sec-evaluate-import-call: the `type` that the options ask for, "" for none. */
function typeOf(options) {
  if (options === undefined) return "";
  if (!isObject(options)) throw new TypeError("The second argument of import() must be an object");
  const attributes = options.with;
  if (attributes === undefined) return "";
  if (!isObject(attributes)) throw new TypeError("The 'with' option of import() must be an object");
  const keys = ObjectKeys(attributes);
  let type = "";
  for (let i = 0; i < keys.length; i++) {
    const value = attributes[keys[i]];
    if (typeof value !== "string") throw new TypeError(`The import attribute '${keys[i]}' must be a string`);
    if (keys[i] !== "type") throw new TypeError(`The import attribute '${keys[i]}' is not supported`);
    type = value;
  }
  return type;
}

/** Reads and links a module, unless that is done. */
function load(referrer, specifier, type) {
  const key = `${referrer}\n${type}\n${specifier}`;
  let module = MapPrototypeGet(bySpecifier, key);
  if (module !== undefined) return module;
  const id = host.importModule(referrer, specifier, type);
  if (typeof id === "string") throw errorOf(id);
  module = MapPrototypeGet(byId, id);
  if (module === undefined) {
    module = { __proto__: null, id, evaluation: undefined, namespace: undefined };
    MapPrototypeSet(byId, id, module);
  }
  if (MapPrototypeGetSize(bySpecifier) < MOST_SPECIFIERS) MapPrototypeSet(bySpecifier, key, module);
  return module;
}

/** The promise of a module's evaluation; begins it where nobody has. It keeps the request that began it open. */
function evaluate(module) {
  if (module.evaluation === undefined) {
    const evaluation = host.evaluateModule(module.id);
    if (typeof evaluation === "string") throw errorOf(evaluation);
    module.evaluation = evaluation;
    keepOpen(identity.currentRequest(), module.evaluation);
  }
  return module.evaluation;
}

function keepOpen(request, promise) {
  if (request === undefined || request.ended) return;
  request.open++;
  const release = () => request.release();
  PromisePrototypeThen(promise, release, release);
}

async function importModule(referrer, specifier, options) {
  const text = specifierOf(specifier);
  const module = load(referrer, text, typeOf(options));
  // No module is evaluated within the evaluation of another.
  await undefined;
  await evaluate(module);
  if (module.namespace === undefined) module.namespace = host.moduleNamespace(module.id);
  return module.namespace;
}

/** A specifier as a string. What the host is given is bounded. */
function specifierOf(value) {
  const text = `${value}`;
  if (text.length > LONGEST_SPECIFIER) {
    throw new TypeError(`A module specifier has more than ${LONGEST_SPECIFIER} characters`);
  }
  return text;
}

function unsupported(name) {
  return {
    __proto__: null,
    value: () => PromiseReject(new SyntaxError(`import.${name}() is not supported`)),
  };
}

/** What one script has in place of the word `import`, as the exports of a module. */
exports.moduleScope = function moduleScope(path, url, main) {
  const importer = (specifier, options) => importModule(path, specifier, options);
  const meta = {
    __proto__: null,
    url,
    main,
    resolve(specifier) {
      const resolved = host.resolveModule(path, specifierOf(specifier));
      if (resolved[0] === " ") throw new TypeError(StringPrototypeSlice(resolved, 1));
      return resolved;
    },
  };
  ObjectDefineProperties(importer, {
    __proto__: null,
    meta: { __proto__: null, value: meta },
    source: unsupported("source"),
    defer: unsupported("defer"),
  });
  return { __proto__: null, importer };
};

// The module loader of the platform's own scripts. Each script is a function body with the parameters
// (exports, require, module, primordials), in the manner of CommonJS.
//
// What `require(id)` asks for is evaluated while the start-up snapshot is made, and lies in the heap of every isolate.
// `require.lazy(id)` gives a function instead: the script is compiled and evaluated when that is first called, by then
// perhaps among built-ins that a worker has replaced. So this loader calls none through a prototype, and no more may
// such a script while it is evaluated.
"use strict";

const uncurryThis = Function.prototype.bind.bind(Function.prototype.call);
const indexOf = uncurryThis(String.prototype.indexOf);
const lastIndexOf = uncurryThis(String.prototype.lastIndexOf);
const slice = uncurryThis(String.prototype.slice);
const parseJson = JSON.parse;

const ENDINGS = ["", ".js", ".json"];

const factories = { __proto__: null };
const aliases = { __proto__: null };
const modules = { __proto__: null };
const lazyIds = { __proto__: null };
const primordials = { __proto__: null };
/** Gives the factory of a lazy script; the host's, once a context is attached. */
let compile;

primordials.attachCompiler = (compiler) => {
  compile = compiler;
};

/** Joins a relative id to the id of the requiring script: "a/b/c" + "./d" is "a/b/d". */
function resolve(from, id) {
  if (indexOf(id, "./") !== 0 && indexOf(id, "../") !== 0) return id;
  let folder = slice(from, 0, lastIndexOf(from, "/"));
  let rest = id;
  for (;;) {
    if (indexOf(rest, "./") === 0) {
      rest = slice(rest, 2);
    } else if (indexOf(rest, "../") === 0) {
      rest = slice(rest, 3);
      folder = slice(folder, 0, lastIndexOf(folder, "/"));
    } else {
      return folder === "" ? rest : `${folder}/${rest}`;
    }
  }
}

/** The id under which a script was defined: as asked for, or with an ending that CommonJS allows to leave out. */
function find(id) {
  const plain = id[id.length - 1] === "/" ? slice(id, 0, -1) : id;
  if (plain in aliases) return aliases[plain];
  for (let i = 0; i < ENDINGS.length; i++) {
    const whole = plain + ENDINGS[i];
    if (whole in factories || whole in lazyIds) return whole;
  }
  throw new Error(`The platform has no script "${id}"`);
}

function load(id) {
  const found = find(id);
  if (!(found in modules)) {
    if (!(found in factories)) factories[found] = compile(found);
    const module = { exports: {} };
    modules[found] = module;
    factories[found](module.exports, requireFrom(found), module, primordials);
  }
  return modules[found].exports;
}

function requireFrom(id) {
  const require = (wanted) => load(resolve(id, wanted));
  require.lazy = (wanted) => {
    const found = find(resolve(id, wanted));
    let loaded;
    return () => (loaded ??= load(found));
  };
  return require;
}

return {
  /** Adds a script: its id is its path. */
  define(id, factory) {
    factories[id] = factory;
  },
  /** Adds a script whose factory is asked for when it is first needed. */
  defineLazily(id) {
    lazyIds[id] = true;
  },
  /** Adds a JSON file. */
  defineJson(id, text) {
    factories[id] = (exports, require, module) => {
      module.exports = parseJson(text);
    };
  },
  /** Lets `name` stand for the script `id`: the main file of a package. */
  alias(name, id) {
    aliases[name] = id;
  },
  require: load,
};

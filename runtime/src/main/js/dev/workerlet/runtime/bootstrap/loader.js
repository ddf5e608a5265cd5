// The module loader of the platform's own scripts. It runs once, while the start-up snapshot is made: each script is
// a function body with the parameters (exports, require, module, primordials), in the manner of CommonJS.
"use strict";

const factories = { __proto__: null };
const aliases = { __proto__: null };
const modules = { __proto__: null };
const primordials = { __proto__: null };

/** Joins a relative id to the id of the requiring script: "a/b/c" + "./d" is "a/b/d". */
function resolve(from, id) {
  if (!id.startsWith("./") && !id.startsWith("../")) return id;
  const segments = from.split("/").slice(0, -1);
  for (const segment of id.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== ".") segments.push(segment);
  }
  return segments.join("/");
}

/** The id under which a script was defined: as asked for, or with an ending that CommonJS allows to leave out. */
function find(id) {
  const plain = id.endsWith("/") ? id.slice(0, -1) : id;
  if (plain in aliases) return aliases[plain];
  for (const ending of ["", ".js", ".json"]) {
    if (plain + ending in factories) return plain + ending;
  }
  throw new Error(`The platform has no script "${id}"`);
}

function load(id) {
  const found = find(id);
  if (!(found in modules)) {
    const module = { exports: {} };
    modules[found] = module;
    factories[found](module.exports, (wanted) => load(resolve(found, wanted)), module, primordials);
  }
  return modules[found].exports;
}

return {
  /** Adds a script: its id is its path. */
  define(id, factory) {
    factories[id] = factory;
  },
  /** Adds a JSON file. */
  defineJson(id, text) {
    factories[id] = (exports, require, module) => {
      module.exports = JSON.parse(text);
    };
  },
  /**
   * Lets `name` stand for a package of functions that is evaluated when one of them is first called: what few workers
   * need shall not lie in the heap of all.
   */
  aliasLazily(name, id, functions) {
    const stand = {};
    for (const key of functions) {
      stand[key] = (...callArguments) => load(id)[key](...callArguments);
    }
    aliases[name] = name;
    factories[name] = (exports, require, module) => {
      module.exports = stand;
    };
  },
  /** Lets `name` stand for the script `id`: the main file of a package. */
  alias(name, id) {
    aliases[name] = id;
  },
  require: load,
};

// The module loader of the platform's own scripts. Each script is a function body with the parameters
// (exports, require, module, primordials), in the manner of CommonJS.
//
// What `require(id)` asks for is evaluated while the start-up snapshot is made, and lies in the heap of every isolate.
// `require.lazy(id)` gives a function instead: the script is compiled and evaluated when that is first called, by then
// perhaps among built-ins that a worker has replaced. So this loader calls none through a prototype, and no more may
// such a script while it is evaluated.
"use strict";

const uncurryThis = Function.prototype.bind.bind(Function.prototype.call);
const endsWith = uncurryThis(String.prototype.endsWith);

const factories = { __proto__: null };
const modules = { __proto__: null };
const lazyIds = { __proto__: null };
const primordials = { __proto__: null };
/** Gives the factory of a lazy script; the host's, once a context is attached. */
let compile;

primordials.attachCompiler = (compiler) => {
  compile = compiler;
};

/** The id under which a script was defined: as asked for, or with the ending that CommonJS allows to leave out. */
function find(wanted) {
  const id = endsWith(wanted, ".js") ? wanted : `${wanted}.js`;
  if (!(id in factories) && !(id in lazyIds)) throw new Error(`The platform has no script "${wanted}"`);
  return id;
}

function load(wanted) {
  const id = find(wanted);
  if (!(id in modules)) {
    if (!(id in factories)) factories[id] = compile(id);
    const module = { exports: {} };
    modules[id] = module;
    factories[id](module.exports, require, module, primordials);
  }
  return modules[id].exports;
}

const require = (wanted) => load(wanted);
require.lazy = (wanted) => {
  const id = find(wanted);
  let loaded;
  return () => (loaded ??= load(id));
};

return {
  /** Adds a script: its id is its path. */
  define(id, factory) {
    factories[id] = factory;
  },
  /** Adds a script whose factory is asked for when it is first needed. */
  defineLazily(id) {
    lazyIds[id] = true;
  },
  require: load,
};

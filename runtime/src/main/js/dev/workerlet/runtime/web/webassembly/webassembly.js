"use strict";

const { ObjectDefineProperty, Promise } = primordials;

// https://webassembly.github.io/spec/js-api/#asynchronously-compile-a-webassembly-module
// V8 compiles in the background and answers by a task that only a message loop would run; there is
// none here. So compile() and instantiate() compile at once, within the turn's CPU budget, behind a
// promise. V8 has no WebAssembly while it makes a snapshot, so they are replaced in each new context.

primordials.whenComplete(() => {
  const { Instance, Module } = WebAssembly;

  /** A promise of what `make` gives: what it throws rejects. */
  function promiseOf(make) {
    return new Promise((resolve) => resolve(make()));
  }

  const functions = {
    compile(bytes) {
      return promiseOf(() => new Module(bytes));
    },
    instantiate(source, imports) {
      return promiseOf(() => {
        if (source instanceof Module) {
          return new Instance(source, imports);
        }
        const module = new Module(source);
        return { module, instance: new Instance(module, imports) };
      });
    },
  };
  for (const name of ["compile", "instantiate"]) {
    ObjectDefineProperty(WebAssembly, name, { __proto__: null, value: functions[name] });
  }
});

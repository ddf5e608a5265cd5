"use strict";

const { ObjectDefineProperty, ObjectGetOwnPropertyDescriptor, Promise, uncurryThis } = primordials;

const streaming = require.lazy("web/webassembly/streaming");

// https://webassembly.github.io/spec/js-api/#asynchronously-compile-a-webassembly-module
// V8 compiles in the background and answers by a task that only a message loop would run; there is
// none here. So compile() and instantiate() compile at once, within the turn's CPU budget, behind a
// promise. V8 has no WebAssembly while it makes a snapshot, so they are replaced in each new context.

/** What V8 leaves out of an interface. https://webassembly.github.io/spec/js-api/#exceptions */
function shapeException() {
  const { Exception, Tag } = WebAssembly;
  const is = uncurryThis(Exception.prototype.is);
  ObjectDefineProperty(Exception, "length", { __proto__: null, value: 2 });
  // An exception that has a stack has it as a property of its own, which goes before this.
  const { get } = ObjectGetOwnPropertyDescriptor(
    {
      get stack() {
        is(this, new Tag({ __proto__: null, parameters: [] }));
        return undefined;
      },
    },
    "stack",
  );
  ObjectDefineProperty(Exception.prototype, "stack", {
    __proto__: null,
    get,
    enumerable: true,
    configurable: true,
  });
}

primordials.whenComplete(() => {
  const { Instance, Module } = WebAssembly;
  const { exports: exportsOf } = Module;

  /** A promise of what `make` gives: what it throws rejects. */
  function promiseOf(make) {
    return new Promise((resolve) => resolve(make()));
  }

  /** By its slots: a worker may have changed what instanceof asks for. */
  function isModule(value) {
    try {
      exportsOf(value);
      return true;
    } catch {
      return false;
    }
  }

  function compile(bytes, options) {
    return new Module(bytes, options);
  }

  /** `source` is bytes. The imports are looked at later, as the standard has it. */
  async function instantiate(source, imports, options) {
    const module = await promiseOf(() => compile(source, options));
    return { module, instance: new Instance(module, imports) };
  }

  const functions = {
    compile(bytes, options = undefined) {
      return promiseOf(() => compile(bytes, options));
    },
    instantiate(source, imports = undefined, options = undefined) {
      return isModule(source) ? promiseOf(() => new Instance(source, imports)) : instantiate(source, imports, options);
    },
  };
  const streamingFunctions = {
    // https://webassembly.github.io/spec/web-api/#streaming-modules
    compileStreaming(source, options = undefined) {
      return streaming().bytesOf(source, (bytes) => compile(bytes, options));
    },
    instantiateStreaming(source, imports = undefined, options = undefined) {
      return streaming().bytesOf(source, (bytes) => instantiate(bytes, imports, options));
    },
  };
  for (const name of ["compile", "instantiate"]) {
    ObjectDefineProperty(WebAssembly, name, { __proto__: null, value: functions[name] });
  }
  shapeException();
  for (const name of ["compileStreaming", "instantiateStreaming"]) {
    ObjectDefineProperty(WebAssembly, name, {
      __proto__: null,
      value: streamingFunctions[name],
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
});

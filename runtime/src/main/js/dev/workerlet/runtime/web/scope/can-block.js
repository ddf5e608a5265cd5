"use strict";

const { ObjectDefineProperty, TypeError, whenComplete } = primordials;

// https://tc39.es/ecma262/#sec-agentcansuspend: as in a service worker, this agent can't block. Requests share the
// thread, and nobody else could ever notify. V8 has no Atomics.wait for shared memory while it makes a snapshot.
const { wait } = {
  wait(typedArray, index, value, timeout) {
    throw new TypeError("Atomics.wait cannot be called in this context");
  },
};

whenComplete(() => {
  ObjectDefineProperty(Atomics, "wait", {
    __proto__: null,
    value: wait,
    writable: true,
    enumerable: false,
    configurable: true,
  });
});

// Puts the platform together: loads every script in order, installs the globals, and leaves one property on the global
// object for the host, which takes it away again before a worker's script runs (see ContextBinding).
"use strict";

require("primordials");
require("web/globals").install(globalThis);
require("web/timers/timers").install(globalThis);
require("web/bounds/international").install();
require("web/bounds/long-texts").install();
require("web/bounds/long-lists").install();
require("web/scope/can-block");
require("web/scope/temporal-now");
require("web/webassembly/webassembly");

primordials.ObjectDefineProperty(globalThis, "__workerlet", {
  __proto__: null,
  value: require("context/binding"),
  configurable: true,
  enumerable: false,
});

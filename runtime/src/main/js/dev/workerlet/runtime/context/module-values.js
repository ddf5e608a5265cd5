// Modules that are no scripts: each has one default export.
"use strict";

const { JSONParse, Uint8Array, WebAssemblyModule } = primordials;

/** The exports of a file of a kind (see ModuleKind); `content` is a string, or an ArrayBuffer. */
exports.exportsOf = function exportsOf(kind, content) {
  return { __proto__: null, default: valueOf(kind, content) };
};

function valueOf(kind, content) {
  switch (kind) {
    case "JSON":
      return JSONParse(content);
    case "BYTES":
      return new Uint8Array(content);
    case "WEBASSEMBLY":
      return new WebAssemblyModule(content);
    default:
      return content;
  }
}

"use strict";

const { StringPrototypeToLowerCase, TypeError } = primordials;
const { isResponse, responseFacts, takeResponseBytes } = require("web/fetch/response");
const { trimHttpWhitespace } = require("web/fetch/header-syntax");

/**
 * Gives the bytes of a Response, or of a promise of one, to `use`; resolves to what that returns.
 * https://webassembly.github.io/spec/web-api/#compile-a-potential-webassembly-response
 */
async function bytesOf(source, use) {
  const response = await source;
  if (!isResponse(response)) {
    throw new TypeError("WebAssembly: the argument must be a Response, or a promise of one");
  }
  const { status, contentType: type } = responseFacts(response);
  // No parameters are allowed, not even empty ones.
  if (type === null || StringPrototypeToLowerCase(trimHttpWhitespace(type)) !== "application/wasm") {
    throw new TypeError(`WebAssembly: the response has the MIME type '${type ?? ""}', not 'application/wasm'`);
  }
  if (status < 200 || status > 299) throw new TypeError(`WebAssembly: the response has the status ${status}`);
  return use(await takeResponseBytes(response));
}

module.exports = { bytesOf };

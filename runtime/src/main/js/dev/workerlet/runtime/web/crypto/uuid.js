"use strict";

const { Uint8Array } = primordials;
const operations = require("context/operations");

const UUID_BYTES = 16;
const BATCH = 64;

// Random bytes for many UUIDs at once: fetching them costs one call out of V8 in sixty-four.
const pool = new Uint8Array(UUID_BYTES * BATCH);
let position = UUID_BYTES * BATCH;

const hex = [];
for (let byte = 0; byte < 256; byte++) {
  hex[byte] = (byte < 16 ? "0" : "") + byte.toString(16);
}

/** A version 4 UUID. https://w3c.github.io/webcrypto/#Crypto-method-randomUUID */
function createUUID() {
  if (position === UUID_BYTES * BATCH) {
    operations.randomFill(pool);
    position = 0;
  }
  const i = position;
  position = i + UUID_BYTES;
  return (
    hex[pool[i]] + hex[pool[i + 1]] + hex[pool[i + 2]] + hex[pool[i + 3]] + "-" +
    hex[pool[i + 4]] + hex[pool[i + 5]] + "-" +
    hex[(pool[i + 6] & 0x0f) | 0x40] + hex[pool[i + 7]] + "-" +
    hex[(pool[i + 8] & 0x3f) | 0x80] + hex[pool[i + 9]] + "-" +
    hex[pool[i + 10]] + hex[pool[i + 11]] + hex[pool[i + 12]] +
    hex[pool[i + 13]] + hex[pool[i + 14]] + hex[pool[i + 15]]
  );
}

module.exports = { createUUID };

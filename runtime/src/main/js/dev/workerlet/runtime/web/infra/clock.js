"use strict";

const { MathFloor } = primordials;
const operations = require("context/operations");

/** Steps of a tenth of a millisecond are too coarse to time a cache with. */
function coarsen(milliseconds) {
  return MathFloor(milliseconds * 10) / 10;
}

/** What workers see of the time since their isolate started. */
function coarseNow() {
  return coarsen(operations.now());
}

module.exports = { coarseNow, coarsen };

"use strict";

const { MathMax, MathMin, MathTrunc } = primordials;

const MAX_LENGTH = 2 ** 53 - 1;

/** https://tc39.es/ecma262/#sec-tolength */
const toLength = (value) => MathMin(MathMax(MathTrunc(+value) || 0, 0), MAX_LENGTH);

module.exports = { MAX_LENGTH, toLength };

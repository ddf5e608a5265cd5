"use strict";

const { PromiseReject } = primordials;
const { requiredArguments } = require("web/webidl/interfaces");

const fetching = require.lazy("web/fetch/fetching");

// A method of an object literal is no constructor, as an operation must not be.
module.exports = {
  // https://fetch.spec.whatwg.org/#fetch-method
  fetch(input, init = undefined) {
    try {
      requiredArguments(arguments.length, 1, "Failed to execute 'fetch'");
    } catch (error) {
      return PromiseReject(error);
    }
    return fetching().fetch(input, init);
  },
};

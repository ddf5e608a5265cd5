// What a worker finds in `env` under the name of another worker.
"use strict";

const { PromiseReject, TypeError } = primordials;
const operations = require("context/operations");
const { defineInterface, illegalConstructor, requiredArguments } = require("web/webidl/interfaces");
const { fetchFrom } = require("web/fetch/fetching");

/** Only this file makes one. */
const internal = { __proto__: null };

/** Another worker, asked as fetch() asks the network: it answers whatever host the URL names. */
class Fetcher {
  #ask;

  constructor(key, name) {
    if (key !== internal) throw illegalConstructor();
    this.#ask = (request) => operations.callService(name, request);
  }

  /** The worker's response to a request, given as to the global fetch(). */
  fetch(input, init = undefined) {
    if (typeof this !== "object" || this === null || !(#ask in this)) {
      return PromiseReject(new TypeError("fetch() belongs to a binding: call it as env.NAME.fetch(request)"));
    }
    try {
      requiredArguments(arguments.length, 1, "Failed to execute 'fetch' on 'Fetcher'");
    } catch (error) {
      return PromiseReject(error);
    }
    return fetchFrom(this.#ask, input, init);
  }
}
defineInterface(Fetcher);

exports.createFetcher = (name) => new Fetcher(internal, name);

"use strict";

const { Promise, PromiseReject, TypeError } = primordials;
const operations = require("context/operations");
const { addAlgorithm, isAborted, reasonOf, removeAlgorithm } = require("web/dom/abort-signal");
const { failFate } = require("web/fetch/body-fate");
const { bodyFromNetwork } = require("web/fetch/body-state");
const { httpFetch } = require("web/fetch/http-fetch");
const { Request, requestParts } = require("web/fetch/request");
const { RequestBody } = require("web/fetch/request-body");
const { createNetworkResponse, isNullBodyStatus } = require("web/fetch/response");
const { checkIntegrity } = require("web/fetch/integrity");
const { localFetch } = require("web/fetch/local-fetch");
const { isReadableStream } = require("web/streams/streams");
const { PROTOCOL, splitHref } = require("web/url/components");

/**
 * One call of fetch(), which may be aborted at any time: while its body is read, while the network is asked, and while
 * the response's body is not read yet. https://fetch.spec.whatwg.org/#fetch-method
 */
class Fetching {
  // Declared, so that setting them in the constructor asks no setter of Object.prototype.
  parts;
  promise;
  #resolve;
  #reject;
  #signal;
  #onAbort = null;
  #isAborted = false;
  #requestBody = null;
  #operation = null;
  /** Of the response's body, once there is one. */
  #fate = null;

  constructor(parts) {
    this.parts = parts;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#signal = parts.signal;
    if (isReadableStream(parts.body)) this.#requestBody = new RequestBody(parts.body);
    if (this.#signal !== null) {
      this.#onAbort = () => this.#abort(reasonOf(this.#signal));
      addAlgorithm(this.#signal, this.#onAbort);
    }
  }

  async run() {
    try {
      const answer = await this.#answer();
      if (this.parts.integrity !== "" && answer.bodyError === null) {
        await checkIntegrity(this.parts.integrity, answer.body);
      }
      this.#resolve(this.#respond(answer));
    } catch (error) {
      this.#forgetSignal();
      this.#reject(error);
    }
  }

  // https://fetch.spec.whatwg.org/#scheme-fetch
  #answer() {
    const { url } = this.parts;
    switch (splitHref(url)[PROTOCOL]) {
      case "http:":
      case "https:":
        return httpFetch(this);
      case "about:":
      case "blob:":
      case "data:":
        return localFetch(this.parts);
      default:
        throw new TypeError(`fetch failed: the scheme of ${url} is none that can be fetched`);
    }
  }

  /** The request's body: null, a string, or a promise of a Uint8Array. */
  body() {
    return this.#requestBody === null ? this.parts.body : this.#requestBody.read();
  }

  /** Whether the body can be sent once only. */
  get hasStreamBody() {
    return this.#requestBody !== null;
  }

  /** Asks the network: a promise of its answer. */
  send(request) {
    if (this.#isAborted) throw reasonOf(this.#signal);
    this.#operation = operations.fetch(request);
    return this.#operation.promise;
  }

  /** `answer` is {status, statusText, list, body, bodyError, url, redirected}. */
  #respond(answer) {
    const { method } = this.parts;
    let body = null;
    if (answer.body !== null && !isNullBodyStatus(answer.status) && method !== "HEAD" && method !== "CONNECT") {
      body = bodyFromNetwork(answer.body, answer.bodyError);
      this.#fate = body.fate;
      this.#fate.onSettled = () => this.#forgetSignal();
    } else {
      this.#forgetSignal();
    }
    return createNetworkResponse(answer.status, answer.statusText, answer.list, body, answer.url, answer.redirected);
  }

  #abort(reason) {
    this.#isAborted = true;
    this.#onAbort = null;
    this.#reject(reason);
    if (this.#requestBody !== null) this.#requestBody.cancel(reason);
    if (this.#operation !== null) operations.cancel(this.#operation, reason);
    if (this.#fate !== null) failFate(this.#fate, reason);
  }

  /** There is nothing left to abort. */
  #forgetSignal() {
    if (this.#onAbort !== null) {
      removeAlgorithm(this.#signal, this.#onAbort);
      this.#onAbort = null;
    }
  }
}

exports.fetch = function fetch(input, init) {
  let parts;
  try {
    parts = requestParts(new Request(input, init));
  } catch (error) {
    return PromiseReject(error);
  }
  const { signal } = parts;
  if (signal !== null && isAborted(signal)) {
    const reason = reasonOf(signal);
    if (isReadableStream(parts.body)) new RequestBody(parts.body).cancel(reason);
    return PromiseReject(reason);
  }
  const fetching = new Fetching(parts);
  fetching.run();
  return fetching.promise;
};

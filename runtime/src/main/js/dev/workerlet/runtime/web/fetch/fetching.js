"use strict";

const { Promise, PromiseReject, StringPrototypeIndexOf, StringPrototypeSlice, TypeError } = primordials;
const operations = require("context/operations");
const { DOMException } = require("web/dom/dom-exception");
const { addAlgorithm, isAborted, reasonOf, removeAlgorithm } = require("web/dom/abort-signal");
const { failFate } = require("web/fetch/body-fate");
const { bodyFromNetwork } = require("web/fetch/body-state");
const { httpFetch } = require("web/fetch/http-fetch");
const { Request, requestParts } = require("web/fetch/request");
const { createNetworkResponse, isNullBodyStatus } = require("web/fetch/response");
const { checkIntegrity } = require("web/fetch/integrity");
const { localFetch } = require("web/fetch/local-fetch");
const { describe } = require("context/errors");
const identity = require("context/identity");
const { OutgoingBody } = require("web/fetch/outgoing-body");
const { cancelStream, isReadableStream } = require("web/streams/streams");
const { isBufferSource } = require("web/webidl/objects");
const { PROTOCOL, splitHref } = require("web/url/components");

function firstLine(text) {
  const end = StringPrototypeIndexOf(text, "\n");
  return end < 0 ? text : StringPrototypeSlice(text, 0, end);
}

/** Whether a body is one that the host feeds: none in memory, and no stream. */
function isIncoming(body) {
  return body !== null && typeof body === "object" && !isBufferSource(body) && !isReadableStream(body);
}

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
  /** The request's body where the worker writes it as a stream. */
  #upload = null;
  #isUploading = false;
  /** The request's body where it came from the host and goes there again. */
  #passedOn = null;
  #ask;
  #operation = null;
  /** Has the response's body fail, once there is one. */
  #failBody = null;

  constructor(parts, state, ask) {
    this.parts = parts;
    this.#ask = ask;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#signal = parts.signal;
    if (isReadableStream(parts.body)) {
      this.#upload = new OutgoingBody(state, parts.body, false, (failed, error) => this.#uploadEnded(failed, error));
    } else if (isIncoming(parts.body)) {
      this.#passedOn = parts.body;
    }
    if (this.#signal !== null) {
      this.#onAbort = () => this.#abort(reasonOf(this.#signal));
      addAlgorithm(this.#signal, this.#onAbort);
    }
  }

  async run() {
    try {
      const answer = await this.#answer();
      if (this.parts.integrity !== "") {
        if (isIncoming(answer.body)) answer.body = await this.#collect(answer.body);
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

  /** The request's body as a message has it. Asked for once. */
  body() {
    if (this.#upload !== null) return this.#upload.ref;
    return this.#passedOn !== null ? this.#passedOn.passOn() : this.parts.body;
  }

  /** Whether the body can be sent once only. */
  get hasStreamBody() {
    return this.#upload !== null || this.#passedOn !== null;
  }

  /** Asks the network: a promise of its answer. */
  send(request) {
    if (this.#isAborted) throw reasonOf(this.#signal);
    this.#operation = (0, this.#ask)(request);
    if (this.#upload !== null && !this.#isUploading) {
      this.#isUploading = true;
      this.#upload.start();
    }
    return this.#operation.promise;
  }

  /** Where the network leads elsewhere, the request's body is wanted no more. */
  endUpload() {
    if (this.#upload !== null) this.#upload.gone(new TypeError("The request was redirected, and is sent without its body"));
  }

  /** Nobody wants the body of an answer. */
  drop(body) {
    if (isIncoming(body)) body.cancel("not wanted");
  }

  #uploadEnded(failed, error) {
    if (!failed || this.#isAborted) return;
    const text = firstLine(describe(error));
    const reason = new TypeError(`fetch failed: the request's body failed: ${text}`, { __proto__: null, cause: error });
    this.#reject(reason);
    if (this.#operation !== null) operations.cancel(this.#operation, reason);
  }

  #collect(body) {
    this.#failBody = (reason) => body.fail(reason);
    return body.collect();
  }

  /** `answer` is {status, statusText, list, body, url, redirected}. */
  #respond(answer) {
    const { method } = this.parts;
    let body = null;
    if (answer.body !== null && !isNullBodyStatus(answer.status) && method !== "HEAD" && method !== "CONNECT") {
      body = bodyFromNetwork(answer.body);
      this.#watch(body);
    } else {
      this.drop(answer.body);
      this.#forgetSignal();
    }
    return createNetworkResponse(answer.status, answer.statusText, answer.list, body, answer.url, answer.redirected);
  }

  /** An abort reaches the response's body until that has been read. */
  #watch({ fate, incoming }) {
    const onSettled = () => this.#forgetSignal();
    if (incoming !== null) {
      incoming.onSettled = onSettled;
      this.#failBody = (reason) => incoming.fail(reason);
    } else {
      fate.onSettled = onSettled;
      this.#failBody = (reason) => failFate(fate, reason);
    }
  }

  #abort(reason) {
    this.#isAborted = true;
    this.#onAbort = null;
    this.#reject(reason);
    if (this.#upload !== null) this.#upload.cancel(reason);
    if (this.#passedOn !== null) this.#passedOn.fail(reason);
    if (this.#operation !== null) operations.cancel(this.#operation, reason);
    if (this.#failBody !== null) this.#failBody(reason);
  }

  /** There is nothing left to abort. */
  #forgetSignal() {
    if (this.#onAbort !== null) {
      removeAlgorithm(this.#signal, this.#onAbort);
      this.#onAbort = null;
    }
  }
}

/**
 * Fetches from whoever answers `ask({method, url, headerList, body})`, which gives an operation as `operations.fetch` does.
 * Where the response redirects, that one is asked again.
 */
function fetchFrom(ask, input, init) {
  let parts;
  try {
    parts = requestParts(new Request(input, init));
  } catch (error) {
    return PromiseReject(error);
  }
  const { signal } = parts;
  if (signal !== null && isAborted(signal)) {
    const reason = reasonOf(signal);
    if (isReadableStream(parts.body)) cancelStream(parts.body, reason);
    if (isIncoming(parts.body)) parts.body.fail(reason);
    return PromiseReject(reason);
  }
  const state = identity.currentRequest();
  if (state === undefined || state.ended) {
    return PromiseReject(new DOMException("The request has ended", "AbortError"));
  }
  const fetching = new Fetching(parts, state, ask);
  fetching.run();
  return fetching.promise;
}

exports.fetchFrom = fetchFrom;
exports.fetch = (input, init) => fetchFrom(operations.fetch, input, init);

"use strict";

const { StringPrototypeIncludes, StringPrototypeStartsWith, TypeError } = primordials;
const { createDependentSignal, createSignal, isAbortSignal, signalAbort } = require("web/dom/abort-signal");
const {
  bodyFromHost,
  cloneBody,
  extractBody,
  isUnusable,
  moveBody,
  takeContent,
} = require("web/fetch/body-state");
const { mixinBody } = require("web/fetch/body-mixin");
const {
  createHeaders,
  createNoCorsHeaders,
  createRawHeaders,
  getFromList,
  listFromInit,
  listHas,
  listOf,
} = require("web/fetch/headers");
const {
  convertRequestInit,
  defaultOptions,
  incomingOptions,
  normalizeMethod,
  optionsFrom,
} = require("web/fetch/request-init");
const { resolveBlobUrl } = require("web/file/blob-url");
const { copyOfList } = require("web/infra/lists");
const { PASSWORD, USERNAME, splitHref } = require("web/url/components");
const { parseHref } = require("web/url/parser");
const { hrefOf } = require("web/url/url");
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { toDictionary } = require("web/webidl/objects");
const { toUSVString } = require("web/webidl/strings");

const prefix = "Failed to construct 'Request'";
const internal = { __proto__: null };

let bodyOf, contentTypeOf, isRequest, initialize, createIncomingRequest, abortIncomingRequest, requestHead, requestParts;
let passOnRequestBody;

// https://fetch.spec.whatwg.org/#dom-request step 5
function parseRequestURL(text) {
  const href = parseHref(text);
  if (href === null) {
    throw new TypeError(`${prefix}: Failed to parse URL from ${text}`);
  }
  if (StringPrototypeIncludes(href, "@")) {
    const parts = splitHref(href);
    if (parts[USERNAME] || parts[PASSWORD]) {
      throw new TypeError(`${prefix}: Request cannot be constructed from a URL that includes credentials: ${text}`);
    }
  }
  return href;
}

// https://fetch.spec.whatwg.org/#cors-safelisted-method
function isSimpleMethod(method) {
  return method === "GET" || method === "HEAD" || method === "POST";
}

/** https://fetch.spec.whatwg.org/#concept-headers-guard */
function headersFor(list, mode) {
  return mode === "no-cors" ? createNoCorsHeaders(list) : createHeaders(list, false);
}

function blobBehind(href) {
  return StringPrototypeStartsWith(href, "blob:") ? resolveBlobUrl(href) : null;
}

class Request {
  #method;
  #url;
  /** The host's header block until a worker asks for headers; then null. */
  #rawHeaders = null;
  #headers = null;
  #body = null;
  /** The IncomingBody of a request that came to the worker with one, whatever became of it; else null. */
  #arrived = null;
  #options = defaultOptions;
  #signal = null;
  /** What a blob: URL stood for when the request was made; it may be revoked since. */
  #blob = null;
  /** The signals the own one follows once it exists; null for none. */
  #follows = null;
  /** {reason} of an abort that came before anybody had asked for the signal. */
  #aborted = null;

  constructor(input, init = undefined) {
    if (input !== internal) {
      requiredArguments(arguments.length, 1, prefix);
      initialize(this, input, init);
    }
  }

  get method() {
    return this.#method;
  }

  get url() {
    return this.#url;
  }

  get headers() {
    return this.#getHeaders();
  }

  get destination() {
    this.#url;
    return "";
  }

  get referrer() {
    return this.#options.referrer;
  }

  get referrerPolicy() {
    return this.#options.referrerPolicy;
  }

  get mode() {
    return this.#options.mode;
  }

  get credentials() {
    return this.#options.credentials;
  }

  get cache() {
    return this.#options.cache;
  }

  get redirect() {
    return this.#options.redirect;
  }

  get integrity() {
    return this.#options.integrity;
  }

  get keepalive() {
    return this.#options.keepalive;
  }

  get isReloadNavigation() {
    this.#url;
    return false;
  }

  get isHistoryNavigation() {
    this.#url;
    return false;
  }

  get signal() {
    return this.#getSignal();
  }

  get duplex() {
    this.#url;
    return "half";
  }

  clone() {
    const body = this.#body;
    if (body !== null && isUnusable(body)) {
      throw new TypeError("Failed to execute 'clone' on 'Request': Request body is already used");
    }
    const clone = new Request(internal);
    clone.#method = this.#method;
    clone.#url = this.#url;
    clone.#headers = headersFor(copyOfList(listOf(this.#getHeaders())), this.#options.mode);
    clone.#options = this.#options;
    clone.#body = body === null ? null : cloneBody(body);
    clone.#follows = [this.#getSignal()];
    clone.#blob = this.#blob;
    return clone;
  }

  #getHeaders() {
    let headers = this.#headers;
    if (headers === null) {
      headers = this.#headers = createRawHeaders(this.#rawHeaders, true);
      this.#rawHeaders = null;
    }
    return headers;
  }

  #getSignal() {
    let signal = this.#signal;
    if (signal === null) {
      signal = this.#signal = this.#follows === null ? createSignal() : createDependentSignal(this.#follows);
      this.#follows = null;
      if (this.#aborted !== null) {
        signalAbort(signal, this.#aborted.reason);
      }
    }
    return signal;
  }

  static {
    isRequest = (value) => typeof value === "object" && value !== null && #method in value;
    bodyOf = (request) => request.#body;
    contentTypeOf = (request) => getFromList(listOf(request.#getHeaders()), "content-type");

    // https://fetch.spec.whatwg.org/#dom-request
    initialize = (request, input, initArgument) => {
      const source = isRequest(input) ? input : null;
      const url = source === null ? (hrefOf(input) ?? toUSVString(input)) : source.#url;
      const dictionary = toDictionary(initArgument, prefix, "RequestInit");
      const init = dictionary === undefined ? null : convertRequestInit(dictionary, prefix);
      const headersList =
        init !== null && init.headers !== undefined ? listFromInit(init.headers, prefix) : null;

      request.#url = source === null ? parseRequestURL(url) : url;
      request.#blob = source === null ? blobBehind(request.#url) : source.#blob;
      request.#method = source === null ? "GET" : source.#method;
      let signal = source === null ? null : source.#getSignal();
      if (source !== null) {
        request.#options = source.#options;
      }
      if (init !== null) {
        request.#options = optionsFrom(request.#options, init, prefix);
        if (init.method !== undefined) {
          request.#method = normalizeMethod(init.method, prefix);
        }
        if (init.signal !== undefined) {
          signal = init.signal;
          if (signal !== null && !isAbortSignal(signal)) {
            throw new TypeError(`${prefix}: member signal is not of type AbortSignal.`);
          }
        }
      }
      request.#follows = signal === null ? null : [signal];
      if (request.#options.mode === "no-cors" && !isSimpleMethod(request.#method)) {
        throw new TypeError(`${prefix}: '${request.#method}' is unsupported in no-cors mode.`);
      }
      const list = headersList ?? (source === null ? [] : copyOfList(listOf(source.#getHeaders())));
      request.#headers = headersFor(list, request.#options.mode);

      const sourceBody = source === null ? null : source.#body;
      const bodyInit = init === null ? undefined : init.body;
      const hasBody = (bodyInit !== undefined && bodyInit !== null) || sourceBody !== null;
      if (hasBody && (request.#method === "GET" || request.#method === "HEAD")) {
        throw new TypeError(`${prefix}: Request with GET/HEAD method cannot have body.`);
      }
      if (bodyInit !== undefined && bodyInit !== null) {
        const body = extractBody(bodyInit, prefix);
        if (body.stream !== null && init.duplex === undefined) {
          throw new TypeError(
            `${prefix}: The 'duplex' member must be specified for a request with a streaming body.`,
          );
        }
        if (body.type !== null && !listHas(list, "content-type")) {
          const implied = listOf(request.#headers);
          implied[implied.length] = "content-type";
          implied[implied.length] = body.type;
        }
        request.#body = body;
      } else if (sourceBody !== null) {
        if (isUnusable(sourceBody)) {
          throw new TypeError(
            `${prefix}: Cannot construct a Request with a Request object that has already been used.`,
          );
        }
        request.#body = moveBody(sourceBody);
      }
    };

    createIncomingRequest = (method, url, rawHeaders, content) => {
      const request = new Request(internal);
      request.#options = incomingOptions;
      request.#method = method;
      request.#url = url;
      request.#rawHeaders = rawHeaders;
      if (content !== null) {
        request.#body = bodyFromHost(content);
        request.#arrived = request.#body.incoming;
      }
      return request;
    };

    abortIncomingRequest = (request, reason) => {
      if (request.#signal !== null) {
        signalAbort(request.#signal, reason);
      } else {
        request.#aborted ??= { reason };
      }
    };

    requestHead = (request) => ({
      __proto__: null,
      method: request.#method,
      url: request.#url,
      headerList: listOf(request.#getHeaders()),
    });

    // The same of a request as responseParts of a response; the body counts as used.
    requestParts = (request) => {
      const state = request.#body;
      if (state !== null && isUnusable(state)) {
        throw new TypeError("Request body is already used or locked");
      }
      return {
        method: request.#method,
        url: request.#url,
        headerList: listOf(request.#getHeaders()),
        redirect: request.#options.redirect,
        blob: request.#blob,
        cache: request.#options.cache,
        integrity: request.#options.integrity,
        referrer: request.#options.referrer,
        referrerPolicy: request.#options.referrerPolicy,
        // That of the request itself follows this one: spare it where nobody has asked for it.
        signal: request.#signal ?? (request.#follows === null ? null : request.#follows[0]),
        body: state === null ? null : takeContent(state),
      };
    };

    // What arrived as a stream goes past the worker, which must not have touched it; it counts as used.
    passOnRequestBody = (request) => {
      const content = request.#arrived;
      if (content === null) return;
      if (!content.isPristine()) {
        throw new TypeError("The request's body has been read: give next() a Request with a body");
      }
      request.#body.used = true;
      content.passOn();
    };
  }
}
mixinBody(Request, bodyOf, contentTypeOf);
defineInterface(Request);

module.exports = {
  Request,
  abortIncomingRequest,
  createIncomingRequest,
  isRequest,
  passOnRequestBody,
  /** {method, url, headerList} of a request. */
  requestHead,
  requestParts,
};

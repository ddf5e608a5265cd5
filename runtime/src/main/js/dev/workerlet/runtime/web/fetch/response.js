"use strict";

const { JSONStringify, RangeError, RegExpPrototypeExec, TypeError } = primordials;
const { bodyFromHost, cloneBody, consume, contentBytes, extractBody, isUnusable, takeContent } = require("web/fetch/body-state");
const { mixinBody } = require("web/fetch/body-mixin");
const {
  createHeaders,
  getFromList,
  listFromInit,
  listHas,
  parseRawHeaders,
} = require("web/fetch/headers");
const { copyOfList } = require("web/infra/lists");
const { parseHref } = require("web/url/parser");
const { defineInterface, requiredArguments } = require("web/webidl/interfaces");
const { toUnsignedShort } = require("web/webidl/numbers");
const { toDictionary } = require("web/webidl/objects");
const { toByteString, toUSVString } = require("web/webidl/strings");
const { isWebSocket } = require("web/websocket/websocket");

const notReasonPhrase = /[^\t\x20-\x7e\x80-\xff]/;

const constructPrefix = "Failed to construct 'Response'";
const internal = { __proto__: null };

// https://fetch.spec.whatwg.org/#null-body-status
function isNullBodyStatus(status) {
  return status === 204 || status === 304 || status === 205 || status === 101 || status === 103;
}

// https://fetch.spec.whatwg.org/#redirect-status
function isRedirectStatus(status) {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

let bodyOf, contentTypeOf, isResponse, createResponse, createNetworkResponse, initialize, responseFacts, responseHead;
let responseParts, socketAnswer;

function toWebSocket(value, status, prefix) {
  if (value === undefined || value === null) {
    return null;
  }
  if (!isWebSocket(value)) {
    throw new TypeError(`${prefix}: member webSocket is not of type 'WebSocket'.`);
  }
  if (status !== 101) {
    throw new RangeError(`${prefix}: A response with a WebSocket must have the status 101, not ${status}.`);
  }
  return value;
}

class Response {
  #status = 200;
  #statusText = "";
  /** The flat header list; `#headers` is the object around it, made when a worker asks. */
  #list;
  #headers = null;
  #body = null;
  #type = "default";
  #url = "";
  #redirected = false;
  #immutable = false;
  #webSocket = null;

  constructor(body = null, init = undefined) {
    if (body !== internal) {
      const state = body === null ? null : extractBody(body, constructPrefix);
      initialize(this, state, init, constructPrefix);
    }
  }

  static error() {
    const response = new Response(internal);
    response.#type = "error";
    response.#status = 0;
    response.#list = [];
    response.#immutable = true;
    return response;
  }

  static json(data, init = undefined) {
    const prefix = "Failed to execute 'json' on 'Response'";
    requiredArguments(arguments.length, 1, prefix);
    const text = JSONStringify(data);
    if (text === undefined) {
      throw new TypeError(`${prefix}: The data is not JSON serializable`);
    }
    const state = extractBody(text, prefix);
    state.type = "application/json";
    const response = new Response(internal);
    initialize(response, state, init, prefix);
    return response;
  }

  static redirect(url, status = 302) {
    const prefix = "Failed to execute 'redirect' on 'Response'";
    requiredArguments(arguments.length, 1, prefix);
    const location = toUSVString(url);
    const code = toUnsignedShort(status, prefix, "parameter 2");
    const href = parseHref(location);
    if (href === null) {
      throw new TypeError(`${prefix}: Invalid URL: ${location}`);
    }
    if (!isRedirectStatus(code)) {
      throw new RangeError(`${prefix}: Invalid status code ${code}`);
    }
    const response = new Response(internal);
    response.#status = code;
    response.#list = ["location", href];
    response.#immutable = true;
    return response;
  }

  get type() {
    return this.#type;
  }

  get url() {
    return this.#url;
  }

  get redirected() {
    return this.#redirected;
  }

  get status() {
    return this.#status;
  }

  get ok() {
    return this.#status >= 200 && this.#status <= 299;
  }

  get statusText() {
    return this.#statusText;
  }

  get headers() {
    return (this.#headers ??= createHeaders(this.#list, this.#immutable));
  }

  /** The WebSocket that it hands over, null for none: of Cloudflare's API. */
  get webSocket() {
    return this.#webSocket;
  }

  clone() {
    const body = this.#body;
    if (this.#webSocket !== null) {
      throw new TypeError("Failed to execute 'clone' on 'Response': A WebSocket can't be cloned");
    }
    if (body !== null && isUnusable(body)) {
      throw new TypeError("Failed to execute 'clone' on 'Response': Response body is already used");
    }
    const clone = new Response(internal);
    clone.#status = this.#status;
    clone.#statusText = this.#statusText;
    clone.#list = copyOfList(this.#list);
    clone.#body = body === null ? null : cloneBody(body);
    clone.#type = this.#type;
    clone.#url = this.#url;
    clone.#redirected = this.#redirected;
    clone.#immutable = this.#immutable;
    return clone;
  }

  static {
    isResponse = (value) => typeof value === "object" && value !== null && #status in value;
    bodyOf = (response) => response.#body;
    contentTypeOf = (response) => getFromList(response.#list, "content-type");

    // https://fetch.spec.whatwg.org/#initialize-a-response
    initialize = (response, body, init, prefix) => {
      if (init === undefined || init === null) {
        response.#list = body !== null && body.type !== null ? ["content-type", body.type] : [];
        response.#body = body;
        return;
      }
      toDictionary(init, prefix, "ResponseInit");
      const headersInit = init.headers;
      const list = headersInit === undefined ? [] : listFromInit(headersInit, prefix);
      const statusInit = init.status;
      const status = statusInit === undefined ? 200 : toUnsignedShort(statusInit, prefix, "status");
      const textInit = init.statusText;
      const statusText = textInit === undefined ? "" : toByteString(textInit, prefix, "statusText");
      const webSocket = toWebSocket(init.webSocket, status, prefix);
      if ((status < 200 || status > 599) && webSocket === null) {
        throw new RangeError(
          `${prefix}: The status provided (${status}) is outside the range [200, 599].`,
        );
      }
      if (statusText !== "" && RegExpPrototypeExec(notReasonPhrase, statusText) !== null) {
        throw new TypeError(`${prefix}: Invalid statusText`);
      }
      if (body !== null) {
        if (isNullBodyStatus(status)) {
          throw new TypeError(`${prefix}: Response with null body status cannot have body`);
        }
        if (body.type !== null && !listHas(list, "content-type")) {
          list[list.length] = "content-type";
          list[list.length] = body.type;
        }
      }
      response.#status = status;
      response.#statusText = statusText;
      response.#list = list;
      response.#body = body;
      response.#webSocket = webSocket;
    };

    socketAnswer = (response) =>
      response.#webSocket === null ? null : { __proto__: null, webSocket: response.#webSocket, headerList: response.#list };

    createResponse = (status, statusText, list, body, url, redirected) => {
      const response = new Response(internal);
      response.#status = status;
      response.#statusText = statusText;
      response.#list = list;
      response.#body = body;
      response.#url = url;
      response.#redirected = redirected;
      return response;
    };

    createNetworkResponse = (status, statusText, list, body, url, redirected) => {
      const response = createResponse(status, statusText, list, body, url, redirected);
      response.#type = "basic";
      response.#immutable = true;
      return response;
    };

    responseParts = (response) => {
      const state = response.#body;
      if (state !== null && isUnusable(state)) {
        throw new TypeError("Response body is already used or locked");
      }
      return {
        status: response.#status,
        headerList: response.#list,
        body: state === null ? null : takeContent(state),
      };
    };

    responseFacts = (response) => ({
      __proto__: null,
      status: response.#status,
      contentType: contentTypeOf(response),
    });

    responseHead = (response) => ({
      __proto__: null,
      status: response.#status,
      statusText: response.#statusText,
      headerList: response.#list,
      url: response.#url,
      hasBody: response.#body !== null,
      isUnusable: response.#body !== null && isUnusable(response.#body),
    });
  }
}
mixinBody(Response, bodyOf, contentTypeOf);
defineInterface(Response);

/** A promise of the body as one Uint8Array; it counts as used. */
function takeResponseBytes(response) {
  return consume(bodyOf(response), contentBytes, undefined);
}

/** A response that came from elsewhere, its body a Uint8Array, an IncomingBody or null; the worker may change its headers. */
function createIncomingResponse(status, statusText, rawHeaders, content, url) {
  const body = content === null || isNullBodyStatus(status) ? null : bodyFromHost(content);
  return createResponse(status, statusText, parseRawHeaders(rawHeaders), body, url, false);
}

module.exports = {
  Response,
  createIncomingResponse,
  createNetworkResponse,
  isNullBodyStatus,
  isRedirectStatus,
  isResponse,
  /** {status, contentType} of a response, the latter null where it has none. */
  responseFacts,
  /** What a response has beside its body, and whether that can be read. */
  responseHead,
  /** {status, headerList, body}, see takeContent in body-state; the body counts as used. */
  responseParts,
  /** {webSocket, headerList} of a response that hands over a WebSocket; null for others. */
  socketAnswer,
  takeResponseBytes,
};

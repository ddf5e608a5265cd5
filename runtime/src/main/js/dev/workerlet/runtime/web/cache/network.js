"use strict";

const {
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  PromisePrototypeThen,
  Set,
  SetPrototypeAdd,
  SetPrototypeHas,
  TypeError,
} = primordials;
const { checkRequest, put, withoutFragment } = require("web/cache/store");
const { DOMException } = require("web/dom/dom-exception");
const { fetch } = require("web/fetch/fetching");
const { Request, isRequest, requestHead } = require("web/fetch/request");
const { responseHead } = require("web/fetch/response");
const { toSequence } = require("web/webidl/objects");

const prefix = "Failed to execute 'addAll' on 'Cache'";

function ignore() {}

function toRequest(input) {
  const request = isRequest(input) ? input : new Request(input);
  checkRequest(requestHead(request));
  return request;
}

/** Two requests that are alike could only replace each other's response. */
function checkDistinct(requests) {
  const seen = new Set();
  for (let i = 0; i < requests.length; i++) {
    const { headerList, url } = requestHead(requests[i]);
    const key = `${withoutFragment(url)}\n${ArrayPrototypeJoin(headerList, "\n")}`;
    if (SetPrototypeHas(seen, key)) {
      throw new DOMException(`${prefix}: Two requests are alike.`, "InvalidStateError");
    }
    SetPrototypeAdd(seen, key);
  }
}

function checkOk(response) {
  const { status } = responseHead(response);
  if (status < 200 || status > 299) {
    throw new TypeError(`${prefix}: A request was answered with status ${status}.`);
  }
}

/** Asks for all at once, and stores the responses once all are there. https://w3c.github.io/ServiceWorker/#cache-addAll */
async function addRequests(name, requests) {
  checkDistinct(requests);
  const promises = [];
  for (let i = 0; i < requests.length; i++) {
    const promise = fetch(requests[i], undefined);
    // One that fails while another is awaited is no unhandled rejection.
    PromisePrototypeThen(promise, undefined, ignore);
    ArrayPrototypePush(promises, promise);
  }
  const responses = [];
  for (let i = 0; i < promises.length; i++) {
    const response = await promises[i];
    checkOk(response);
    ArrayPrototypePush(responses, response);
  }
  for (let i = 0; i < responses.length; i++) {
    await put(name, requests[i], responses[i]);
  }
}

const addAll = (name, requests) => addRequests(name, toSequence(requests, toRequest, prefix, "parameter 1"));
const add = (name, request) => addRequests(name, [toRequest(request)]);

module.exports = { add, addAll };

"use strict";

const {
  RegExpPrototypeExec,
  Set,
  SetPrototypeAdd,
  SetPrototypeHas,
  StringPrototypeCharCodeAt,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  TypeError,
  Uint8Array,
} = primordials;
const { utf8Decode } = require("web/encoding/utf8");
const { getFromList, listHas, parseRawHeaders } = require("web/fetch/headers");
const { policyAfter, referrerFor } = require("web/fetch/referrer");
const { isRedirectStatus } = require("web/fetch/response");
const { copyOfList } = require("web/infra/lists");
const { PORT, PROTOCOL, hostOf, pathOf, QUERY, splitHref } = require("web/url/components");
const { parseHref } = require("web/url/parser");

const beyondAscii = /[\x80-\xff]/;
const MOST_REDIRECTS = 20;

// https://fetch.spec.whatwg.org/#port-blocking
const BAD_PORTS = [
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
  6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];
const badPorts = new Set();
for (let i = 0; i < BAD_PORTS.length; i++) SetPrototypeAdd(badPorts, BAD_PORTS[i]);

const CONTENT_HEADERS = ["content-encoding", "content-language", "content-location", "content-type", "content-length"];
/** What the server of one origin is told is not for that of another. */
const ORIGIN_HEADERS = ["authorization", "cookie", "host", "proxy-authorization"];

/** Whether nothing may be sent to the port of a URL, given in its parts. */
function hasBadPort(parts) {
  return parts[PORT] !== undefined && SetPrototypeHas(badPorts, +parts[PORT]);
}

function checkPort(url, parts) {
  if (hasBadPort(parts)) {
    throw new TypeError(`fetch failed: the port of ${url} is blocked`);
  }
}

/** The URL as it goes to the host: without credentials and fragment. */
function wireUrl(parts) {
  const query = parts[QUERY] === undefined ? "" : `?${parts[QUERY]}`;
  return `${parts[PROTOCOL]}//${hostOf(parts)}${pathOf(parts)}${query}`;
}

function isSameOrigin(first, second) {
  return first[PROTOCOL] === second[PROTOCOL] && hostOf(first) === hostOf(second);
}

function without(list, names) {
  const kept = [];
  for (let i = 0; i < list.length; i += 2) {
    let isDropped = false;
    for (let j = 0; j < names.length; j++) isDropped ||= names[j] === list[i];
    if (!isDropped) {
      kept[kept.length] = list[i];
      kept[kept.length] = list[i + 1];
    }
  }
  return kept;
}

function withoutFragment(url) {
  const hash = StringPrototypeIndexOf(url, "#");
  return hash < 0 ? url : StringPrototypeSlice(url, 0, hash);
}

/**
 * Asks the network, and follows where it leads. `fetching` is a Fetching; resolves to its answer.
 * https://fetch.spec.whatwg.org/#http-fetch
 */
async function httpFetch(fetching) {
  const { redirect } = fetching.parts;
  let { method, url, headerList } = fetching.parts;
  let body = fetching.body();
  let parts = splitHref(url);
  let { referrerPolicy } = fetching.parts;
  // There is no cache that could have it.
  if (fetching.parts.cache === "only-if-cached") throw new TypeError(`fetch failed: ${url} is not cached`);
  for (let redirects = 0; ; redirects++) {
    checkPort(url, parts);
    const sent = withImplied(headerList, fetching.parts, referrerPolicy, parts);
    const answer = await fetching.send({ __proto__: null, method, url: wireUrl(parts), headerList: sent, body });
    const list = parseRawHeaders(answer.rawHeaders);
    const isRedirect = isRedirectStatus(answer.status);
    if (isRedirect && redirect === "error") {
      throw new TypeError(`fetch failed: ${url} redirects, and the redirect mode is 'error'`);
    }
    const location = isRedirect && redirect === "follow" ? getFromList(list, "location") : null;
    if (location === null) return toAnswer(answer, list, url, redirects > 0);

    // https://fetch.spec.whatwg.org/#http-redirect-fetch
    const target = splitHref(locationUrl(location, url));
    if (redirects === MOST_REDIRECTS) throw new TypeError(`fetch failed: more than ${MOST_REDIRECTS} redirects`);
    if (answer.status !== 303 && body !== null && fetching.hasStreamBody) {
      throw new TypeError(`fetch failed: ${url} redirects, and a body that is a stream can't be sent again`);
    }
    fetching.drop(answer.body);
    if (becomesGet(answer.status, method)) {
      method = "GET";
      body = null;
      fetching.endUpload();
      headerList = without(headerList, CONTENT_HEADERS);
    }
    if (!isSameOrigin(parts, target)) headerList = without(headerList, ORIGIN_HEADERS);
    referrerPolicy = policyAfter(list, referrerPolicy);
    url = target[0];
    parts = target;
  }
}

/** The headers with those that the request's options stand for. */
function withImplied(headerList, options, referrerPolicy, target) {
  const list = copyOfList(headerList);
  const referrer = referrerFor(options.referrer, referrerPolicy, target);
  if (referrer !== null) put(list, "referer", referrer);
  // https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch steps 8.16 to 8.18
  switch (cacheMode(headerList, options.cache)) {
    case "no-cache":
      put(list, "cache-control", "max-age=0");
      break;
    case "no-store":
    case "reload":
      put(list, "pragma", "no-cache");
      put(list, "cache-control", "no-cache");
      break;
  }
  return list;
}

const CONDITIONS = ["if-modified-since", "if-none-match", "if-unmodified-since", "if-match", "if-range"];

function cacheMode(headerList, mode) {
  if (mode !== "default") return mode;
  for (let i = 0; i < CONDITIONS.length; i++) {
    if (listHas(headerList, CONDITIONS[i])) return "no-store";
  }
  return mode;
}

/** Adds a header where there is none of the name. */
function put(list, name, value) {
  if (listHas(list, name)) return;
  list[list.length] = name;
  list[list.length] = value;
}

function becomesGet(status, method) {
  if (status === 303) return method !== "GET" && method !== "HEAD";
  return (status === 301 || status === 302) && method === "POST";
}

/** Servers send what is not ASCII as UTF-8. */
function fromBytes(text) {
  if (RegExpPrototypeExec(beyondAscii, text) === null) return text;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = StringPrototypeCharCodeAt(text, i);
  return utf8Decode(bytes);
}

// https://fetch.spec.whatwg.org/#concept-response-location-url
function locationUrl(location, url) {
  const href = parseHref(fromBytes(location), url);
  if (href === null) throw new TypeError(`fetch failed: ${url} redirects to what is no URL: ${location}`);
  if (!StringPrototypeStartsWith(href, "http://") && !StringPrototypeStartsWith(href, "https://")) {
    throw new TypeError(`fetch failed: ${url} redirects to ${href}, which is neither http nor https`);
  }
  const hash = StringPrototypeIndexOf(url, "#");
  return hash < 0 || StringPrototypeIndexOf(href, "#") >= 0 ? href : href + StringPrototypeSlice(url, hash);
}

function toAnswer(answer, list, url, redirected) {
  return {
    __proto__: null,
    status: answer.status,
    statusText: answer.statusText,
    list,
    body: answer.body ?? new Uint8Array(0),
    url: withoutFragment(url),
    redirected,
  };
}

module.exports = { hasBadPort, httpFetch, wireUrl };

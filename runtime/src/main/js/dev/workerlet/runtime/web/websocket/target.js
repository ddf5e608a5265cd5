// What a WebSocket is opened to: the checks of its URL and its protocols.
"use strict";

const { Map, MapPrototypeHas, MapPrototypeSet, RegExpPrototypeExec, StringPrototypeSlice } = primordials;
const { StringPrototypeStartsWith, StringPrototypeToLowerCase, Uint8ArrayPrototypeToBase64 } = primordials;
const { DOMException } = require("web/dom/dom-exception");
const { utf8Encode } = require("web/encoding/utf8");
const { hasBadPort, wireUrl } = require("web/fetch/http-fetch");
const { FRAGMENT, PASSWORD, PROTOCOL, USERNAME, splitHref } = require("web/url/components");
const { parseHref } = require("web/url/parser");
const { percentDecode } = require("web/url/url-encoded");

// https://www.rfc-editor.org/rfc/rfc2616#section-2.2, which RFC 6455 refers to
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

function syntaxError(prefix, text) {
  return new DOMException(`${prefix}: ${text}`, "SyntaxError");
}

// https://websockets.spec.whatwg.org/#get-a-url-record
function parseUrl(text, prefix) {
  const href = parseHref(text);
  if (href === null) {
    throw syntaxError(prefix, `The URL '${text}' is invalid.`);
  }
  const webSocketHref = StringPrototypeStartsWith(href, "http")
    ? // The default ports are the same, so that nothing else changes.
      parseHref(`ws${StringPrototypeSlice(href, 4)}`)
    : href;
  const parts = splitHref(webSocketHref);
  if (parts[PROTOCOL] !== "ws:" && parts[PROTOCOL] !== "wss:") {
    throw syntaxError(prefix, `The URL's scheme must be 'ws', 'wss', 'http' or 'https', not '${parts[PROTOCOL]}'.`);
  }
  if (parts[FRAGMENT] !== undefined) {
    throw syntaxError(prefix, "The URL must have no fragment.");
  }
  return webSocketHref;
}

function checkProtocols(protocols, prefix) {
  const seen = new Map();
  for (let i = 0; i < protocols.length; i++) {
    if (RegExpPrototypeExec(token, protocols[i]) === null) {
      throw syntaxError(prefix, `The subprotocol '${protocols[i]}' is invalid.`);
    }
    const folded = StringPrototypeToLowerCase(protocols[i]);
    if (MapPrototypeHas(seen, folded)) {
      throw syntaxError(prefix, `The subprotocol '${protocols[i]}' is given twice.`);
    }
    MapPrototypeSet(seen, folded, true);
  }
}

/** The URL as scripts see it and as it goes to the host, whether its port is blocked, and what its credentials become. */
function parseTarget(url, protocols, prefix) {
  const href = parseUrl(url, prefix);
  checkProtocols(protocols, prefix);
  const parts = splitHref(href);
  return {
    __proto__: null,
    href,
    wireUrl: wireUrl(parts),
    isBlocked: hasBadPort(parts),
    authorization: authorizationOf(parts[USERNAME] ?? "", parts[PASSWORD] ?? ""),
  };
}

/** The header of a URL's credentials, empty where it has none. */
function authorizationOf(username, password) {
  if (username === "" && password === "") {
    return "";
  }
  const secret = utf8Encode(`${percentDecode(username)}:${percentDecode(password)}`);
  return `Basic ${Uint8ArrayPrototypeToBase64(secret)}`;
}

module.exports = { authorizationOf, parseTarget };

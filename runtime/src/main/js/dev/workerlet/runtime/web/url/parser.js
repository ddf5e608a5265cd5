"use strict";

const {
  RegExp,
  RegExpPrototypeExec,
  StringPrototypeIncludes,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
} = primordials;
const { TextDecoder } = require("web/encoding/text-decoder");
const { TextEncoder } = require("web/encoding/text-encoder");
const { requireWithGlobals } = require("web/infra/require-with-globals");
const { recordFromHref } = require("web/url/components");

// The URL Standard's state machine. Its own URL classes are left alone: they walk arrays with
// iterators and keep their state under a symbol, both open to a worker.
const stateMachine = requireWithGlobals(() => require("whatwg-url/lib/url-state-machine"), {
  TextDecoder,
  TextEncoder,
});

// Almost every URL a worker parses is one it was given: absolute, http or https, and already in the
// form the parser would give it. Such a URL is recognised in one match and spared the state machine,
// which walks it code point by code point. Whatever the expression leaves out goes the long way:
// credentials, IPv6 addresses, default ports, characters to be escaped.
const plainURL = new RegExp(
  "^https?://" +
    "(?:" +
    // labels that cannot be an IPv4 address, for the last one begins with a letter
    "(?:[a-z0-9-]+\\.)*[a-z][a-z0-9-]*|" +
    "(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\\.(?=[0-9])|(?=[:/]))){4}" +
    ")" +
    "(?::(?!80/|443/)(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}))?" +
    "/[!$%&'()*+,\\-./0-9:;=@A-Z\\[\\]_a-z|~]*" +
    "(?:\\?[!$%&()*+,\\-./0-9:;=?@A-Z\\[\\\\\\]^_`a-z{|}~]*)?" +
    "(?:#[!#$%&'()*+,\\-./0-9:;=?@A-Z\\[\\\\\\]^_a-z{|}~]*)?$",
);
const dotSegment = /\/(?:\.|%2e){1,2}(?:[\/?#]|$)/i;

// What keeps a URL from being plain most often: no path, capitals in the host, the default port.
const authority = /^(https?:\/\/)([0-9A-Za-z.-]+)(:[0-9]+)?(?=[\/?#]|$)/i;

function isPlainURL(text) {
  return (
    RegExpPrototypeExec(plainURL, text) !== null &&
    !StringPrototypeIncludes(text, "xn--") &&
    RegExpPrototypeExec(dotSegment, text) === null
  );
}

/** The text with its authority as the parser would write it, null when it has none to speak of. */
function withPlainAuthority(text) {
  const match = RegExpPrototypeExec(authority, text);
  if (match === null) {
    return null;
  }
  const scheme = StringPrototypeToLowerCase(match[1]);
  const port = match[3] === (scheme === "http://" ? ":80" : ":443") ? "" : (match[3] ?? "");
  const rest = StringPrototypeSlice(text, match[0].length);
  const slash = StringPrototypeStartsWith(rest, "/") ? "" : "/";
  return scheme + StringPrototypeToLowerCase(match[2]) + port + slash + rest;
}

/** Parses without the state machine; null says nothing but that it is needed. */
function parsePlain(text, baseHref) {
  if (isPlainURL(text)) {
    return text;
  }
  if (baseHref !== null && StringPrototypeStartsWith(text, "/") && !StringPrototypeStartsWith(text, "//")) {
    const match = RegExpPrototypeExec(authority, baseHref);
    const joined = match === null ? null : match[0] + text;
    return joined !== null && isPlainURL(joined) ? joined : null;
  }
  const candidate = withPlainAuthority(text);
  return candidate !== null && isPlainURL(candidate) ? candidate : null;
}

/**
 * The serialised URL of a string, null on failure; the base is a serialised URL or null.
 * https://url.spec.whatwg.org/#concept-url-parser
 */
function parseHref(text, baseHref = null) {
  const plain = parsePlain(text, baseHref);
  if (plain !== null) {
    return plain;
  }
  const baseURL = baseHref === null ? null : recordFromHref(baseHref);
  const record = stateMachine.basicURLParse(text, { baseURL });
  return record === null ? null : stateMachine.serializeURL(record);
}

/** Lets the parser change a record from a given state on. */
function parseInto(text, record, stateOverride) {
  stateMachine.basicURLParse(text, { url: record, stateOverride });
}

module.exports = {
  cannotHaveCredentialsOrPort: stateMachine.cannotHaveAUsernamePasswordPort,
  hasOpaquePath: stateMachine.hasAnOpaquePath,
  parseHref,
  parseInto,
  serializeURL: stateMachine.serializeURL,
  serializeURLOrigin: stateMachine.serializeURLOrigin,
  setPassword: stateMachine.setThePassword,
  setUsername: stateMachine.setTheUsername,
};

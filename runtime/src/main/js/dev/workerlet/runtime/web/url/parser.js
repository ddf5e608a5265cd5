"use strict";

const { RegExp, RegExpPrototypeExec, StringPrototypeIncludes } = primordials;
const { TextDecoder } = require("web/encoding/text-decoder");
const { TextEncoder } = require("web/encoding/text-encoder");
const { requireWithGlobals } = require("web/infra/require-with-globals");

// The URL Standard's state machine. Its own URL classes are left alone: they walk arrays with
// iterators and keep their state under a symbol, both open to a worker.
const stateMachine = requireWithGlobals(() => require("whatwg-url/lib/url-state-machine"), {
  TextDecoder,
  TextEncoder,
});

// Almost every URL a worker parses is one it was given: absolute, http or https, and already in the
// form the parser would give it. Such a URL is recognised in one match and spared the state machine,
// which walks it code point by code point. Anything the expression leaves out goes the long way:
// capitals in the host, credentials, IP addresses, default ports, characters to be escaped.
const plainURL = new RegExp(
  "^https?://" +
    // labels that cannot be an IPv4 address, for the last one begins with a letter
    "(?:[a-z0-9-]+\\.)*[a-z][a-z0-9-]*" +
    "(?::(?!80/|443/)(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}))?" +
    "/[!$%&'()*+,\\-./0-9:;=@A-Z\\[\\]_a-z|~]*" +
    "(?:\\?[!$%&()*+,\\-./0-9:;=?@A-Z\\[\\\\\\]^_`a-z{|}~]*)?" +
    "(?:#[!#$%&'()*+,\\-./0-9:;=?@A-Z\\[\\\\\\]^_a-z{|}~]*)?$",
);
const dotSegment = /\/(?:\.|%2e){1,2}(?:[\/?#]|$)/i;

/** Whether a string is a URL that the parser would give back as it is. */
function isPlainURL(text) {
  return (
    RegExpPrototypeExec(plainURL, text) !== null &&
    !StringPrototypeIncludes(text, "xn--") &&
    RegExpPrototypeExec(dotSegment, text) === null
  );
}

/** The URL record of a string, null on failure. https://url.spec.whatwg.org/#concept-url-parser */
function parseURL(text, baseRecord = null) {
  return stateMachine.basicURLParse(text, { baseURL: baseRecord });
}

/** The serialised URL a string stands for, null on failure. */
function parseHref(text, baseRecord = null) {
  if (isPlainURL(text)) {
    return text;
  }
  const record = parseURL(text, baseRecord);
  return record === null ? null : stateMachine.serializeURL(record);
}

/** Lets the parser change a record from a given state on. */
function parseInto(text, record, stateOverride) {
  stateMachine.basicURLParse(text, { url: record, stateOverride });
}

module.exports = {
  cannotHaveCredentialsOrPort: stateMachine.cannotHaveAUsernamePasswordPort,
  hasOpaquePath: stateMachine.hasAnOpaquePath,
  isPlainURL,
  parseHref,
  parseInto,
  parseURL,
  serializeURL: stateMachine.serializeURL,
  serializeURLOrigin: stateMachine.serializeURLOrigin,
  setPassword: stateMachine.setThePassword,
  setUsername: stateMachine.setTheUsername,
};

"use strict";

const { RegExpPrototypeExec, StringPrototypeIndexOf, StringPrototypeSlice, TypeError, Uint8ArrayPrototypeToBase64 } =
  primordials;
const operations = require("context/operations");

const expression = /^(sha256|sha384|sha512)-([A-Za-z0-9+\/_-]+={0,2})(?:\?.*)?$/i;
const spaces = /[\t\n\f\r ]+/;
/** Weakest first. */
const ALGORITHMS = ["256", "384", "512"];

/** The digests of the strongest algorithm in an integrity attribute: {strength, values}. */
function strongestDigests(metadata) {
  let strength = -1;
  let values = [];
  let rest = metadata;
  while (rest !== "") {
    const gap = RegExpPrototypeExec(spaces, rest);
    const token = gap === null ? rest : StringPrototypeSlice(rest, 0, gap.index);
    rest = gap === null ? "" : StringPrototypeSlice(rest, gap.index + gap[0].length);
    const match = RegExpPrototypeExec(expression, token);
    if (match === null) continue;
    const found = strengthOf(match[1]);
    if (found > strength) {
      strength = found;
      values = [];
    }
    if (found === strength) values[values.length] = standardBase64(match[2]);
  }
  return { __proto__: null, strength, values };
}

function strengthOf(algorithm) {
  for (let i = 0; i < ALGORITHMS.length; i++) {
    if (StringPrototypeIndexOf(algorithm, ALGORITHMS[i]) > 0) return i;
  }
  return -1;
}

/** base64url counts as well, and padding does not. */
function standardBase64(text) {
  let output = "";
  for (let i = 0; i < text.length && text[i] !== "="; i++) {
    const character = text[i];
    output += character === "-" ? "+" : character === "_" ? "/" : character;
  }
  return output;
}

/** Rejects where the bytes are not what the metadata says. https://w3c.github.io/webappsec-subresource-integrity/ */
async function checkIntegrity(metadata, bytes) {
  const { strength, values } = strongestDigests(metadata);
  if (strength < 0) return;
  const digest = await operations.call("fetch.digest", [`SHA-${ALGORITHMS[strength]}`], [bytes]);
  const actual = Uint8ArrayPrototypeToBase64(digest);
  for (let i = 0; i < values.length; i++) {
    if (values[i] === standardBase64(actual)) return;
  }
  throw new TypeError(`fetch failed: the body has the digest sha${ALGORITHMS[strength]}-${actual}, which is not wanted`);
}

module.exports = { checkIntegrity };

"use strict";

const { RegExpPrototypeExec, StringPrototypeToLowerCase } = primordials;

const findLegacy = require.lazy("web/encoding/legacy-labels");

// https://encoding.spec.whatwg.org/#names-and-labels, for the encodings decoded in JavaScript
const names = { __proto__: null };

function addLabels(name, labels) {
  for (const label of labels.split(" ")) {
    names[label] = name;
  }
}

addLabels("utf-8", "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8");
addLabels("utf-16be", "unicodefffe utf-16be");
addLabels("utf-16le", "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le");
addLabels(
  "windows-1252",
  "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 " +
    "iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
);

// No label has a space or a character beyond ASCII in it; some of the latter are ASCII letters in lower case.
const trimmed = /^[\t\n\f\r ]*([!-~]+)[\t\n\f\r ]*$/;

/**
 * "Get an encoding": the name, in lower case, of the encoding a label stands for; undefined if there is none.
 * https://encoding.spec.whatwg.org/#concept-encoding-get
 */
function encodingFromLabel(label) {
  return names[label] ?? encodingFromOtherLabel(label);
}

function encodingFromOtherLabel(label) {
  const match = RegExpPrototypeExec(trimmed, label);
  if (match === null) {
    return undefined;
  }
  const lower = StringPrototypeToLowerCase(match[1]);
  return names[lower] ?? findLegacy().encodingFromLegacyLabel(lower);
}

module.exports = { encodingFromLabel };

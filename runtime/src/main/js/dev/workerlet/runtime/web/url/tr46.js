// Stands for the package tr46: its tables are for host names that are not ASCII, and would be half of what the collector
// marks in every isolate.
"use strict";

const library = require.lazy("tr46/index.js");

module.exports = {
  toASCII(domain, options) {
    return library().toASCII(domain, options);
  },
  toUnicode(domain, options) {
    return library().toUnicode(domain, options);
  },
};

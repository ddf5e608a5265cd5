"use strict";

const { Date, DatePrototypeGetTime, MathFloor, MathMin, ParseInt, RegExpPrototypeExec } = primordials;
const { DateNow } = primordials;
const { getFromList } = require("web/fetch/headers");

const noStore = /(?:^|,)\s*no-store\s*(?:,|$)/i;
const sharedMaxAge = /(?:^|,)\s*s-maxage\s*=\s*"?([0-9]+)"?\s*(?:,|$)/i;
const maxAge = /(?:^|,)\s*max-age\s*=\s*"?([0-9]+)"?\s*(?:,|$)/i;

const NEVER_EXPIRES = -1;
const MOST_SECONDS = 0x7fffffff;

const bounded = (seconds) => (seconds > 0 ? MathMin(seconds, MOST_SECONDS) : 0);

/**
 * How many seconds a response with these headers stays in a cache: 0 for one that must not be stored, -1 where nothing
 * limits it. https://www.rfc-editor.org/rfc/rfc9111#section-4.2.1
 */
function lifetimeOf(headerList) {
  const control = getFromList(headerList, "cache-control");
  if (control !== null) {
    const match = RegExpPrototypeExec(sharedMaxAge, control) ?? RegExpPrototypeExec(maxAge, control);
    if (RegExpPrototypeExec(noStore, control) !== null) {
      return 0;
    }
    if (match !== null) {
      return bounded(ParseInt(match[1], 10));
    }
  }
  const expires = getFromList(headerList, "expires");
  if (expires === null) {
    return NEVER_EXPIRES;
  }
  // what is no date means that it has passed
  const time = DatePrototypeGetTime(new Date(expires));
  return time === time ? bounded(MathFloor((time - DateNow()) / 1000)) : 0;
}

module.exports = { lifetimeOf };

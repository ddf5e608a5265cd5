"use strict";

const { StringPrototypeIndexOf, StringPrototypeSlice, StringPrototypeStartsWith, TypeError, Uint8Array } = primordials;
const { dataUrlContent } = require("web/fetch/data-url");

/** The answer for a URL that leads to no server. https://fetch.spec.whatwg.org/#scheme-fetch */
function localFetch(parts) {
  const hash = StringPrototypeIndexOf(parts.url, "#");
  const url = hash < 0 ? parts.url : StringPrototypeSlice(parts.url, 0, hash);
  if (StringPrototypeStartsWith(url, "data:")) {
    const content = dataUrlContent(url);
    if (content === null) throw new TypeError("fetch failed: the data: URL is malformed");
    return answer(200, "OK", ["content-type", content.type], content.bytes, url);
  }
  if (url === "about:blank") {
    return answer(200, "OK", ["content-type", "text/html;charset=utf-8"], new Uint8Array(0), url);
  }
  throw new TypeError(`fetch failed: nothing stands behind ${url}`);
}

function answer(status, statusText, list, body, url) {
  return { __proto__: null, status, statusText, list, body, bodyError: null, url, redirected: false };
}

module.exports = { localFetch };

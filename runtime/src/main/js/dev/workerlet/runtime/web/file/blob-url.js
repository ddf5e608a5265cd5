"use strict";

const {
  Map,
  MapPrototypeDelete,
  MapPrototypeGet,
  MapPrototypeGetSize,
  MapPrototypeSet,
  ObjectDefineProperty,
  ObjectKeys,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  TypeError,
} = primordials;
const { createUUID } = require("web/crypto/uuid");
const { DOMException } = require("web/dom/dom-exception");
const { isBlob } = require("web/file/blob");
const { parseHref } = require("web/url/parser");
const { URL } = require("web/url/url");
const { requiredArguments } = require("web/webidl/interfaces");
const { toDOMString } = require("web/webidl/strings");

/** Blobs that are held by their URLs; a script that forgets to revoke them is stopped here. */
const MOST_ENTRIES = 10_000;

/** The blob URL store: it lives as long as the context, as module state does. */
const store = new Map();

// https://w3c.github.io/FileAPI/#creating-revoking
const functions = {
  __proto__: null,

  createObjectURL(obj) {
    const prefix = "Failed to execute 'createObjectURL' on 'URL'";
    requiredArguments(arguments.length, 1, prefix);
    if (!isBlob(obj)) {
      throw new TypeError(`${prefix}: parameter 1 is not of type 'Blob'.`);
    }
    if (MapPrototypeGetSize(store) >= MOST_ENTRIES) {
      throw new DOMException(`${prefix}: ${MOST_ENTRIES} URLs have not been revoked.`, "QuotaExceededError");
    }
    // A worker's origin is opaque.
    const url = `blob:null/${createUUID()}`;
    MapPrototypeSet(store, url, obj);
    return url;
  },

  revokeObjectURL(url) {
    requiredArguments(arguments.length, 1, "Failed to execute 'revokeObjectURL' on 'URL'");
    const href = parseHref(toDOMString(url));
    if (href !== null) {
      MapPrototypeDelete(store, href);
    }
  },
};
const names = ObjectKeys(functions);
for (let i = 0; i < names.length; i++) {
  ObjectDefineProperty(URL, names[i], {
    __proto__: null,
    value: functions[names[i]],
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

/** The blob behind a serialised URL, null for none. https://w3c.github.io/FileAPI/#blob-url-resolve */
function resolveBlobUrl(href) {
  const hash = StringPrototypeIndexOf(href, "#");
  return MapPrototypeGet(store, hash < 0 ? href : StringPrototypeSlice(href, 0, hash)) ?? null;
}

module.exports = { resolveBlobUrl };

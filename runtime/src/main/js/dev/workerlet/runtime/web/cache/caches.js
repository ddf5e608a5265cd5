"use strict";

const { defineInterface, illegalConstructor, requiredArguments } = require("web/webidl/interfaces");
const { toDOMString } = require("web/webidl/strings");
const network = require.lazy("web/cache/network");
const store = require.lazy("web/cache/store");

const internal = { __proto__: null };

/** The cache of `caches.default`; all others have a name that begins otherwise. */
const DEFAULT_NAME = "default";
const NAMED = "=";

const require1 = (given, name, owner) => requiredArguments(given, 1, `Failed to execute '${name}' on '${owner}'`);

// https://w3c.github.io/ServiceWorker/#cache-interface
class Cache {
  /** The host's name for it. */
  #name;

  constructor(token, name) {
    if (token !== internal) {
      throw illegalConstructor();
    }
    this.#name = name;
  }

  async match(request, options = undefined) {
    const name = this.#name;
    require1(arguments.length, "match", "Cache");
    return store().match(name, request, options);
  }

  async matchAll(request = undefined, options = undefined) {
    return store().matchAll(this.#name, request, options);
  }

  async add(request) {
    const name = this.#name;
    require1(arguments.length, "add", "Cache");
    await network().add(name, request);
  }

  async addAll(requests) {
    const name = this.#name;
    require1(arguments.length, "addAll", "Cache");
    await network().addAll(name, requests);
  }

  async put(request, response) {
    const name = this.#name;
    requiredArguments(arguments.length, 2, "Failed to execute 'put' on 'Cache'");
    await store().put(name, request, response);
  }

  async delete(request, options = undefined) {
    const name = this.#name;
    require1(arguments.length, "delete", "Cache");
    return store().remove(name, request, options);
  }

  async keys(request = undefined, options = undefined) {
    return store().keys(this.#name, request, options);
  }
}
defineInterface(Cache);

// https://w3c.github.io/ServiceWorker/#cachestorage-interface
class CacheStorage {
  #default = null;

  constructor(token) {
    if (token !== internal) {
      throw illegalConstructor();
    }
  }

  /** Not in the standard: a cache that is always there. */
  get default() {
    return (this.#default ??= new Cache(internal, DEFAULT_NAME));
  }

  async match(request, options = undefined) {
    this.#default;
    require1(arguments.length, "match", "CacheStorage");
    return store().matchNamed(NAMED, request, options);
  }

  async has(cacheName) {
    this.#default;
    require1(arguments.length, "has", "CacheStorage");
    return store().has(NAMED + toDOMString(cacheName));
  }

  async open(cacheName) {
    this.#default;
    require1(arguments.length, "open", "CacheStorage");
    const name = NAMED + toDOMString(cacheName);
    store().open(name);
    return new Cache(internal, name);
  }

  async delete(cacheName) {
    this.#default;
    require1(arguments.length, "delete", "CacheStorage");
    return store().drop(NAMED + toDOMString(cacheName));
  }

  async keys() {
    this.#default;
    return store().names(NAMED);
  }
}
defineInterface(CacheStorage);

module.exports = { Cache, CacheStorage, caches: new CacheStorage(internal) };

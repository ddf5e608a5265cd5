import { test, assert, assertEquals, assertRejects, assertThrows } from "/harness.js";

const url = "https://a.example/x?q=1";

/** A cache of this name that is empty. */
async function emptyCache(name) {
  await caches.delete(name);
  return caches.open(name);
}

test("a stored response comes back as it was", async () => {
  const cache = await emptyCache("whole");
  const response = new Response("héllo", { status: 201, statusText: "Made", headers: { "x-a": "b", "set-cookie": "c=d" } });
  assertEquals(await cache.put(url, response), undefined);
  assert(response.bodyUsed);
  for (let i = 0; i < 2; i++) {
    const found = await cache.match(url);
    assertEquals(
      [found.status, found.statusText, found.headers.get("x-a"), found.headers.getSetCookie(), await found.text()],
      [201, "Made", "b", ["c=d"], "héllo"],
    );
  }
});

test("bodies of all kinds", async () => {
  const cache = await emptyCache("bodies");
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array([1, 2]));
      controller.enqueue(new Uint8Array([3]));
      controller.close();
    },
  });
  await cache.put("https://a/stream", new Response(stream));
  await cache.put("https://a/none", new Response(null, { status: 204 }));
  await cache.put("https://a/large", new Response(new Uint8Array(1_000_000).fill(7)));
  assertEquals([...new Uint8Array(await (await cache.match("https://a/stream")).arrayBuffer())], [1, 2, 3]);
  assertEquals((await cache.match("https://a/none")).body, null);
  const large = new Uint8Array(await (await cache.match("https://a/large")).arrayBuffer());
  assertEquals([large.length, large[999_999]], [1_000_000, 7]);
});

test("a body that is too large", async () => {
  const cache = await emptyCache("large");
  await cache.put(url, new Response("old"));
  await assertRejects(cache.put(url, new Response(new Uint8Array(9 << 20))), "QuotaExceededError");
  assertEquals(await (await cache.match(url)).text(), "old");
});

test("what is looked for", async () => {
  const cache = await emptyCache("queries");
  await cache.put(url, new Response("1"));
  assertEquals(await cache.match("https://a.example/x"), undefined);
  assertEquals(await (await cache.match("https://a.example/x", { ignoreSearch: true })).text(), "1");
  assertEquals(await (await cache.match(`${url}#fragment`)).text(), "1");
  assertEquals(await (await cache.match(new URL(url))).text(), "1");
  assertEquals(await (await cache.match(new Request(url))).text(), "1");
  assertEquals(await cache.match(new Request(url, { method: "HEAD" })), undefined);
  assertEquals(await (await cache.match(new Request(url, { method: "HEAD" }), { ignoreMethod: true })).text(), "1");
});

test("a newer response takes the place of an older one", async () => {
  const cache = await emptyCache("newer");
  await cache.put(url, new Response("1"));
  await cache.put(url, new Response("2"));
  assertEquals([(await cache.matchAll()).length, await (await cache.match(url)).text()], [1, "2"]);
});

test("Vary", async () => {
  const cache = await emptyCache("vary");
  const request = (language) => new Request(url, { headers: language === null ? {} : { "Accept-Language": language } });
  for (const language of ["de", "en", null]) {
    await cache.put(request(language), new Response(String(language), { headers: { Vary: "Accept-Language , X-Other" } }));
  }
  for (const language of ["de", "en", null]) {
    assertEquals(await (await cache.match(request(language))).text(), String(language));
  }
  assertEquals(await cache.match(request("fr")), undefined);
  assertEquals((await cache.matchAll(request("fr"), { ignoreVary: true })).length, 3);
});

test("what must not be stored", async () => {
  const cache = await emptyCache("refused");
  await assertRejects(cache.put(new Request(url, { method: "POST" }), new Response()), TypeError, "POST");
  await assertRejects(cache.put("data:text/plain,x", new Response()), TypeError, "scheme");
  await assertRejects(cache.put(url, new Response("", { status: 206 })), TypeError, "206");
  await assertRejects(cache.put(url, new Response("", { headers: { vary: "a, *" } })), TypeError, "*");
  await assertRejects(cache.put(url, {}), TypeError, "Response");
  await assertRejects(cache.put(url), TypeError, "2 arguments");
  const used = new Response("x");
  await used.text();
  await assertRejects(cache.put(url, used), TypeError, "used");
  await cache.put(url, new Response("", { headers: { "cache-control": "private, no-store" } }));
  assertEquals(await cache.match(url), undefined);
});

test("lifetimes", async () => {
  const cache = await emptyCache("lifetimes");
  const isStored = async (headers) => {
    await cache.put(url, new Response("", { headers }));
    return (await cache.match(url)) !== undefined;
  };
  assertEquals(await isStored({ "cache-control": "max-age=60" }), true);
  assertEquals(await isStored({ "cache-control": "max-age=0" }), false);
  assertEquals(await isStored({ "cache-control": "max-age=0, s-maxage=60" }), true);
  assertEquals(await isStored({ "cache-control": "s-maxage=0, max-age=60" }), false);
  assertEquals(await isStored({ expires: new Date(Date.now() + 60_000).toUTCString() }), true);
  assertEquals(await isStored({ expires: new Date(Date.now() - 60_000).toUTCString() }), false);
  assertEquals(await isStored({ expires: "0" }), false);
  assertEquals(await isStored({ expires: "0", "cache-control": "max-age=60" }), true);
  assertEquals(await isStored({ "cache-control": "max-age=99999999999999999999" }), true);
});

test("delete and keys", async () => {
  const cache = await emptyCache("keys");
  await cache.put(new Request(`${url}#f`, { headers: { a: "b" } }), new Response("1"));
  await cache.put("https://a.example/y", new Response("2"));
  const keys = await cache.keys();
  assert(Object.isFrozen(keys));
  assertEquals(keys.map((request) => request.url), [url, "https://a.example/y"]);
  assertEquals([keys[0] instanceof Request, keys[0].method, keys[0].headers.get("a")], [true, "GET", "b"]);
  assertEquals((await cache.keys("https://a.example/y")).length, 1);
  assertEquals([await cache.delete(url), await cache.delete(url), (await cache.keys()).length], [true, false, 1]);
  assertEquals(await cache.delete(new Request("https://a.example/y", { method: "PUT" })), false);
});

test("the storage", async () => {
  await caches.delete("a\nb");
  assertEquals([await caches.has("a\nb"), await caches.delete("a\nb")], [false, false]);
  const cache = await caches.open("a\nb");
  assertEquals([await caches.has("a\nb"), (await caches.keys()).includes("a\nb")], [true, true]);
  await cache.put("https://storage.example/", new Response("s"));
  assertEquals(await (await caches.match("https://storage.example/")).text(), "s");
  assertEquals(await (await caches.match("https://storage.example/", { cacheName: "a\nb" })).text(), "s");
  assertEquals(await caches.match("https://storage.example/", { cacheName: "other" }), undefined);
  assertEquals([await caches.delete("a\nb"), await caches.match("https://storage.example/")], [true, undefined]);
});

test("the default cache is none of the named ones", async () => {
  await caches.default.put(url, new Response("default"));
  assert(caches.default === caches.default);
  assertEquals(await (await caches.default.match(url)).text(), "default");
  assert(!(await caches.keys()).includes("default"));
  assertEquals(await (await caches.open("default")).match(url), undefined);
  assert(await caches.default.delete(url));
});

test("among replaced built-ins", async () => {
  const { then } = Promise.prototype;
  const { split, indexOf } = String.prototype;
  const broken = () => {
    throw new Error("a replaced built-in was called");
  };
  let stored;
  String.prototype.split = String.prototype.indexOf = Promise.prototype.then = broken;
  try {
    await caches.default.put("https://hardened.example/", new Response("x", { headers: { vary: "a,b", "cache-control": "max-age=9" } }));
    stored = await caches.default.match("https://hardened.example/");
  } finally {
    Promise.prototype.then = then;
    String.prototype.split = split;
    String.prototype.indexOf = indexOf;
  }
  assertEquals(await stored.text(), "x");
});

test("class shape", async () => {
  assertThrows(() => new Cache(), TypeError, "Illegal constructor");
  assertThrows(() => new CacheStorage(), TypeError, "Illegal constructor");
  assertEquals([String(caches), String(caches.default)], ["[object CacheStorage]", "[object Cache]"]);
  assertEquals([Cache.prototype.match.length, Cache.prototype.put.length, Cache.prototype.keys.length], [1, 2, 0]);
  await assertRejects(CacheStorage.prototype.open.call({}, "x"), TypeError);
  await assertRejects(Cache.prototype.match.call({}, url), TypeError);
  await assertRejects(caches.open(), TypeError, "1 argument");
});

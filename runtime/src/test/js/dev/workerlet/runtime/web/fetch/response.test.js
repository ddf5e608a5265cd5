import { test, assert, assertEquals, assertThrows, assertRejects } from "/harness.js";

test("defaults", () => {
  const response = new Response();
  assertEquals(
    [response.status, response.statusText, response.ok, response.type, response.url, response.redirected, response.body],
    [200, "", true, "default", "", false, null],
  );
  assertEquals([...response.headers], []);
  assertEquals(response.bodyUsed, false);
});

test("the body implies a content type", () => {
  const typeOf = (body) => new Response(body).headers.get("content-type");
  assertEquals(typeOf("x"), "text/plain;charset=UTF-8");
  assertEquals(typeOf(new URLSearchParams("a=b")), "application/x-www-form-urlencoded;charset=UTF-8");
  assertEquals(typeOf(new Blob(["x"], { type: "a/b" })), "a/b");
  assertEquals(typeOf(new Blob(["x"])), null);
  assertEquals(typeOf(new Uint8Array(1)), null);
  assert(typeOf(new FormData()).startsWith("multipart/form-data; boundary="));
  assertEquals(new Response("x", { headers: { "Content-Type": "text/html" } }).headers.get("content-type"), "text/html");
});

test("a status out of range or without a body throws", () => {
  assertThrows(() => new Response("", { status: 199 }), RangeError);
  assertThrows(() => new Response("", { status: 600 }), RangeError);
  for (const status of [204, 205, 304]) {
    assertThrows(() => new Response("", { status }), TypeError);
    assertEquals(new Response(null, { status }).status, status);
  }
});

test("statusText is a reason phrase", () => {
  assertEquals(new Response("", { statusText: "Fine \xe9" }).statusText, "Fine \xe9");
  assertThrows(() => new Response("", { statusText: "a\nb" }), TypeError);
  assertThrows(() => new Response("", { statusText: "€" }), TypeError);
});

test("Response.json", async () => {
  const response = Response.json({ a: [1, "é"] }, { status: 201 });
  assertEquals(response.headers.get("content-type"), "application/json");
  assertEquals(response.status, 201);
  assertEquals(await response.json(), { a: [1, "é"] });
  assertThrows(() => Response.json(undefined), TypeError);
  assertThrows(() => Response.json(Symbol()), TypeError);
  assertThrows(() => Response.json({}, { status: 204 }), TypeError);
});

test("Response.redirect", () => {
  const response = Response.redirect("https://example.com/a b", 301);
  assertEquals([response.status, response.headers.get("location")], [301, "https://example.com/a%20b"]);
  assertThrows(() => response.headers.set("a", "b"), TypeError);
  assertThrows(() => Response.redirect("https://example.com/", 200), RangeError);
  assertThrows(() => Response.redirect("nonsense"), TypeError);
});

test("Response.error", () => {
  const response = Response.error();
  assertEquals([response.type, response.status, response.ok], ["error", 0, false]);
  assertThrows(() => response.headers.set("a", "b"), TypeError);
});

test("clone gives both the content", async () => {
  const response = new Response("héllo", { headers: { a: "1" } });
  const clone = response.clone();
  clone.headers.set("a", "2");
  assertEquals(response.headers.get("a"), "1");
  assertEquals([await response.text(), await clone.text()], ["héllo", "héllo"]);
  assertThrows(() => response.clone(), TypeError);
});

test("clone of a stream", async () => {
  const response = new Response(new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode("a"));
      controller.enqueue(new TextEncoder().encode("b"));
      controller.close();
    },
  }));
  const clone = response.clone();
  assertEquals([await response.text(), await clone.text()], ["ab", "ab"]);
});

test("the init dictionary is read in order", () => {
  const log = [];
  const init = {};
  for (const name of ["statusText", "status", "headers"]) {
    Object.defineProperty(init, name, { get: () => (log.push(name), undefined) });
  }
  new Response("", init);
  assertEquals(log, ["headers", "status", "statusText"]);
  assertThrows(() => new Response("", 1), TypeError);
});

test("accessors reject another receiver", async () => {
  const { get } = Object.getOwnPropertyDescriptor(Response.prototype, "status");
  assertThrows(() => get.call({}), TypeError);
  await assertRejects(() => Response.prototype.text.call({}), TypeError);
});

test("class shape", () => {
  assertEquals(Object.prototype.toString.call(new Response()), "[object Response]");
  assertEquals([Response.length, Response.redirect.length, Response.json.length], [0, 1, 1]);
  const keys = [];
  for (const key in Response.prototype) {
    keys.push(key);
  }
  for (const key of ["status", "headers", "clone", "text", "body", "bodyUsed", "formData"]) {
    assert(keys.includes(key), key);
  }
});

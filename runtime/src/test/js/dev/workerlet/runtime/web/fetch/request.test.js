import { test, assert, assertEquals, assertThrows, assertRejects } from "/harness.js";

const url = "https://example.com/";

test("defaults", () => {
  const request = new Request("https://Example.com/a b");
  assertEquals(
    [request.method, request.url, request.body, request.mode, request.credentials, request.cache, request.redirect,
      request.referrer, request.referrerPolicy, request.integrity, request.keepalive, request.destination,
      request.duplex, request.bodyUsed],
    ["GET", "https://example.com/a%20b", null, "cors", "same-origin", "default", "follow",
      "about:client", "", "", false, "", "half", false],
  );
  assert(request.signal instanceof AbortSignal);
  assertEquals(request.signal.aborted, false);
});

test("methods are normalised", () => {
  assertEquals(new Request(url, { method: "post" }).method, "POST");
  assertEquals(new Request(url, { method: "patch" }).method, "patch");
  assertEquals(new Request(url, { method: "PURGE" }).method, "PURGE");
  for (const method of ["", "a b", "CONNECT", "trace", "TRACK"]) {
    assertThrows(() => new Request(url, { method }), TypeError);
  }
});

test("URLs that cannot be requested throw", () => {
  assertThrows(() => new Request("/relative"), TypeError);
  assertThrows(() => new Request("https://user:pw@example.com/"), TypeError);
  assertEquals(new Request(new URL(url)).url, url);
});

test("GET and HEAD have no body", () => {
  assertThrows(() => new Request(url, { body: "" }), TypeError);
  assertThrows(() => new Request(url, { method: "HEAD", body: "x" }), TypeError);
});

test("a body sets the content type and can be read", async () => {
  const request = new Request(url, { method: "POST", body: "x" });
  assertEquals(request.headers.get("content-type"), "text/plain;charset=UTF-8");
  assertEquals(await request.text(), "x");
  assertEquals(request.bodyUsed, true);
});

test("a stream body needs duplex", () => {
  const body = new ReadableStream();
  assertThrows(() => new Request(url, { method: "POST", body }), TypeError);
  assert(new Request(url, { method: "POST", body, duplex: "half" }).body === body);
});

test("a request from a request takes its body", async () => {
  const first = new Request(url, { method: "POST", body: "x", headers: { a: "1" } });
  const second = new Request(first, { headers: { b: "2" } });
  assertEquals([second.method, second.headers.get("a"), second.headers.get("b")], ["POST", null, "2"]);
  assertEquals(first.bodyUsed, true);
  assertEquals(await second.text(), "x");
  assertThrows(() => new Request(first), TypeError);
});

test("a request from a request whose stream is in use", async () => {
  const first = new Request(url, { method: "POST", body: "x" });
  first.body;
  const second = new Request(first);
  assertEquals(first.bodyUsed, true);
  assertEquals(await second.text(), "x");
});

test("clone", async () => {
  const request = new Request(url, { method: "POST", body: "x", headers: { a: "1" } });
  const clone = request.clone();
  clone.headers.set("a", "2");
  assertEquals([request.headers.get("a"), await request.text(), await clone.text()], ["1", "x", "x"]);
  assertThrows(() => request.clone(), TypeError);
});

test("the signal follows the one given", () => {
  const controller = new AbortController();
  const request = new Request(url, { signal: controller.signal });
  const clone = request.clone();
  assert(request.signal !== controller.signal);
  controller.abort("why");
  assertEquals([request.signal.aborted, request.signal.reason, clone.signal.aborted], [true, "why", true]);
  assertEquals(new Request(request).signal.aborted, true);
  assertEquals(new Request(request, { signal: null }).signal.aborted, false);
  assertThrows(() => new Request(url, { signal: {} }), TypeError);
});

test("enumerations are checked", () => {
  for (const member of ["cache", "credentials", "mode", "redirect", "referrerPolicy", "duplex", "priority"]) {
    assertThrows(() => new Request(url, { [member]: "nonsense" }), TypeError);
  }
  assertThrows(() => new Request(url, { mode: "navigate" }), TypeError);
  assertThrows(() => new Request(url, { window: {} }), TypeError);
  assertThrows(() => new Request(url, { cache: "only-if-cached" }), TypeError);
});

test("class shape", async () => {
  assertEquals([Request.length, Object.prototype.toString.call(new Request(url))], [1, "[object Request]"]);
  assertThrows(() => new Request(), TypeError, "1 argument required");
  await assertRejects(() => Request.prototype.json.call(new Response("{}")), TypeError);
});

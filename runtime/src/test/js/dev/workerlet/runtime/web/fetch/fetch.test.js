import { assert, assertEquals, assertRejects, assertThrows, test } from "/harness.js";

test("fetch has the shape of an operation", () => {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, "fetch");
  assertEquals([fetch.name, fetch.length], ["fetch", 1]);
  assertEquals([descriptor.writable, descriptor.enumerable, descriptor.configurable], [true, true, true]);
  assertThrows(() => new fetch("data:,"), TypeError);
});

test("what is wrong with the arguments rejects", async () => {
  await assertRejects(fetch(), TypeError);
  await assertRejects(fetch("not a URL"), TypeError);
  await assertRejects(fetch("data:,x", { method: "TRACE" }), TypeError);
  await assertRejects(fetch("data:,x", { method: "GET", body: "x" }), TypeError);
});

test("schemes that lead nowhere, and bad ports, reject", async () => {
  for (const url of ["about:blank", "ftp://example.com/", "file:///etc/passwd", "javascript:1"]) {
    await assertRejects(fetch(url), TypeError, "fetch failed");
  }
  await assertRejects(fetch("http://example.com:25/"), TypeError, "blocked");
});

test("private addresses are refused", async () => {
  for (const host of ["127.0.0.1", "localhost", "[::1]", "[::ffff:10.0.0.1]", "169.254.169.254", "0x7f.1"]) {
    await assertRejects(fetch(`http://${host}:8080/`), TypeError, "private");
  }
});

test("an aborted signal rejects with its reason, and cancels the body", async () => {
  let cancelled;
  const body = new ReadableStream({ cancel: (reason) => void (cancelled = reason) });
  const init = { method: "POST", body, duplex: "half", signal: AbortSignal.abort("why") };
  const reason = await fetch("http://example.com/", init).catch((error) => error);
  assertEquals([reason, cancelled], ["why", "why"]);
});

test("an abort while the request's body is read rejects, and cancels the body", async () => {
  let cancelled;
  const controller = new AbortController();
  const body = new ReadableStream({ cancel: (reason) => void (cancelled = reason) });
  const promise = fetch("http://example.com/", { method: "POST", body, duplex: "half", signal: controller.signal });
  controller.abort("enough");
  assertEquals(await promise.catch((error) => error), "enough");
  assertEquals(cancelled, "enough");
});

test("a request body with another chunk than bytes is an error", async () => {
  const body = new ReadableStream({ start: (controller) => controller.enqueue("text") });
  await assertRejects(fetch("http://example.com/", { method: "POST", body, duplex: "half" }), TypeError, "Uint8Array");
});

test("a response that was fetched may be aborted until it is read", async () => {
  const controller = new AbortController();
  const read = await fetch("data:,read", { signal: controller.signal });
  const unread = await fetch("data:,unread", { signal: controller.signal });
  const streamed = await fetch("data:,streamed", { signal: controller.signal });
  const reader = streamed.body.getReader();
  const text = await read.text();
  controller.abort();
  assertEquals(text, "read");
  await assertRejects(unread.text(), "AbortError");
  await assertRejects(unread.text(), "AbortError");
  await assertRejects(reader.read(), "AbortError");
  await assertRejects(unread.body.getReader().read(), "AbortError");
});

test("a fetched response has immutable headers, and its clone too", async () => {
  const response = await fetch("data:,x");
  assertThrows(() => response.headers.set("a", "b"), TypeError);
  assertThrows(() => response.clone().headers.delete("content-type"), TypeError);
});

test("only-if-cached finds no cache", async () => {
  const init = { cache: "only-if-cached", mode: "same-origin" };
  await assertRejects(fetch("http://example.com/", init), TypeError, "not cached");
});

test("a request of mode no-cors has few methods and few headers", () => {
  assertThrows(() => new Request("http://example.com/", { mode: "no-cors", method: "PUT" }), TypeError);
  const headers = { accept: "a/b", "content-type": "text/html", range: "bytes=0-1", "x-a": "1" };
  const request = new Request("http://example.com/", { mode: "no-cors", headers });
  request.headers.append("x-b", "2");
  request.headers.append("content-language", "de");
  request.headers.set("content-type", "text/plain");
  assertEquals([...request.headers.keys()], ["accept", "content-language", "content-type"]);
  request.headers.delete("accept");
  assert(!request.headers.has("accept"));
  assertEquals([...request.clone().headers.keys()], ["content-language", "content-type"]);
});

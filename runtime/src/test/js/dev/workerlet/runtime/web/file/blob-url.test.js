import { assert, assertEquals, assertRejects, assertThrows, test } from "/harness.js";

test("a blob: URL gives the blob until it is revoked", async () => {
  const url = URL.createObjectURL(new Blob(["blob"], { type: "text/x" }));
  assert(/^blob:null\/[0-9a-f-]{36}$/.test(url), url);
  assert(URL.createObjectURL(new Blob()) !== url);
  const response = await fetch(`${url}#fragment`);
  assertEquals(
    [response.status, response.url, [...response.headers], await response.text()],
    [200, url, [["content-length", "4"], ["content-type", "text/x"]], "blob"],
  );
  URL.revokeObjectURL(`${url}?`);
  assertEquals(await (await fetch(url)).text(), "blob");
  URL.revokeObjectURL(url);
  await assertRejects(fetch(url), TypeError);
  URL.revokeObjectURL("not a URL");
});

test("a request keeps the blob that its URL stood for", async () => {
  const url = URL.createObjectURL(new File(["file"], "f"));
  const request = new Request(url);
  const promise = fetch(url);
  URL.revokeObjectURL(url);
  assertEquals(await (await promise).text(), "file");
  assertEquals(await (await fetch(request.clone())).text(), "file");
  assertEquals(await (await fetch(request)).text(), "file");
});

test("parts of a blob are given for a range", async () => {
  const url = URL.createObjectURL(new Blob(["0123456789"]));
  const part = async (range) => {
    const response = await fetch(url, { headers: { range } });
    return [response.status, response.headers.get("content-range"), await response.text()];
  };
  assertEquals(await part("bytes=2-4"), [206, "bytes 2-4/10", "234"]);
  assertEquals(await part("bytes = 8 -"), [206, "bytes 8-9/10", "89"]);
  assertEquals(await part("bytes=-3"), [206, "bytes 7-9/10", "789"]);
  assertEquals(await part("bytes=5-99"), [206, "bytes 5-9/10", "56789"]);
  for (const range of ["bytes=10-", "bytes=4-2", "bytes=-", "bytes=-0", "bytes=0-1,3-4", "items=0-1"]) {
    await assertRejects(part(range), TypeError, "range");
  }
});

test("only GET asks for a blob", async () => {
  const url = URL.createObjectURL(new Blob(["x"]));
  for (const method of ["HEAD", "POST", "OPTIONS"]) {
    await assertRejects(fetch(url, { method }), TypeError);
  }
});

test("what is no blob has no URL", () => {
  assertThrows(() => URL.createObjectURL(), TypeError);
  assertThrows(() => URL.createObjectURL({}), TypeError);
  assertThrows(() => URL.revokeObjectURL(), TypeError);
  assertEquals([URL.createObjectURL.length, URL.revokeObjectURL.length], [1, 1]);
});

test("URLs that are never revoked have a bound", () => {
  const urls = [];
  const blob = new Blob();
  const error = assertThrows(() => {
    for (;;) urls.push(URL.createObjectURL(blob));
  }, "QuotaExceededError");
  assert(error.message.includes("revoked"));
  urls.forEach(URL.revokeObjectURL);
  URL.revokeObjectURL(URL.createObjectURL(blob));
});

import { test, assert, assertEquals, assertThrows, assertRejects } from "/harness.js";

const bytes = (...values) => new Uint8Array(values);

test("every way to read every kind of source", async () => {
  const sources = () => [
    "h\u00e9",
    bytes(0x68, 0xc3, 0xa9),
    bytes(0x68, 0xc3, 0xa9).buffer,
    new DataView(bytes(0, 0x68, 0xc3, 0xa9).buffer, 1),
    new Blob(["h\u00e9"]),
    new Response("h\u00e9").body,
  ];
  for (let i = 0; i < sources().length; i++) {
    assertEquals(await new Response(sources()[i]).text(), "h\u00e9", `text of ${i}`);
    assertEquals(await new Response(sources()[i]).bytes(), bytes(0x68, 0xc3, 0xa9), `bytes of ${i}`);
    assertEquals((await new Response(sources()[i]).arrayBuffer()).byteLength, 3, `arrayBuffer of ${i}`);
    assertEquals(await (await new Response(sources()[i]).blob()).text(), "h\u00e9", `blob of ${i}`);
  }
});

test("a null body reads as empty", async () => {
  assertEquals(await new Response().text(), "");
  assertEquals((await new Response().arrayBuffer()).byteLength, 0);
  assertEquals((await new Response().blob()).size, 0);
  const response = new Response();
  await response.text();
  assertEquals(response.bodyUsed, false);
  await assertRejects(new Response().json(), SyntaxError);
});

test("a body is read once", async () => {
  const response = new Response("x");
  const text = response.text();
  assertEquals(response.bodyUsed, true);
  assertEquals(await text, "x");
  await assertRejects(response.text(), TypeError);
  await assertRejects(response.arrayBuffer(), TypeError);
  assert(response.body.locked);
});

test("a stream taken out of a body is that body", async () => {
  const response = new Response("x");
  const stream = response.body;
  assert(stream instanceof ReadableStream);
  assert(response.body === stream);
  assertEquals(response.bodyUsed, false);
  assertEquals(await response.text(), "x");
  assertEquals(response.bodyUsed, true);
  assert(stream.locked);
});

test("a locked or disturbed stream can be neither read nor used", async () => {
  const response = new Response("x");
  const reader = response.body.getReader();
  assertEquals(response.bodyUsed, false);
  await assertRejects(response.text(), TypeError);
  assertThrows(() => response.clone(), TypeError);
  await reader.read();
  assertEquals(response.bodyUsed, true);
  reader.releaseLock();
  await assertRejects(response.text(), TypeError);
  assertThrows(() => new Response(response.body), TypeError);
});

test("a byte order mark is dropped from text and kept in bytes", async () => {
  assertEquals(await new Response("\ufeffa").text(), "a");
  assertEquals(await new Response(bytes(0xef, 0xbb, 0xbf, 0x61)).text(), "a");
  assertEquals((await new Response("\ufeffa").bytes()).length, 4);
  assertEquals(await new Response('\ufeff{"a":1}').json(), { a: 1 });
});

test("lone surrogates become U+FFFD", async () => {
  assertEquals(await new Response("a\ud800b").text(), "a\ufffdb");
});

test("the bytes of a source are copied at once", async () => {
  const source = bytes(1, 2, 3);
  const response = new Response(source);
  source[0] = 9;
  assertEquals(await response.bytes(), bytes(1, 2, 3));
});

test("what one clone gives away the other keeps", async () => {
  const response = new Response(bytes(1, 2));
  const clone = response.clone();
  const first = await response.bytes();
  first[0] = 9;
  assertEquals(await clone.bytes(), bytes(1, 2));
});

test("a stream must give Uint8Arrays", async () => {
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue("text");
      controller.close();
    },
  });
  await assertRejects(new Response(stream).text(), TypeError);
});

test("an error in the stream rejects the read", async () => {
  const stream = new ReadableStream({
    pull(controller) {
      controller.error(new RangeError("broken"));
    },
  });
  await assertRejects(new Response(stream).text(), RangeError, "broken");
});

test("the blob has the type of the header", async () => {
  const response = new Response("x", { headers: { "content-type": 'Text/HTML; Charset="utf-8"' } });
  assertEquals((await response.blob()).type, "text/html;charset=utf-8");
});

test("urlencoded form", async () => {
  const form = await new Response(new URLSearchParams("a=1&b=%C3%A9+x&a=2")).formData();
  assertEquals([...form], [["a", "1"], ["b", "é x"], ["a", "2"]]);
});

test("multipart form there and back", async () => {
  const form = new FormData();
  form.append("text", "li\nne\r");
  form.append('na"me\n', "é");
  form.append("file", new File([bytes(0, 255, 13, 10)], 'f"1.bin', { type: "a/b" }));
  form.append("empty", "");
  const back = await new Response(form).formData();
  assertEquals(back.get("text"), "li\r\nne\r\n");
  assertEquals(back.get('na"me\r\n'), "é");
  assertEquals(back.get("empty"), "");
  const file = back.get("file");
  assertEquals([file.name, file.type, file.size], ['f"1.bin', "a/b", 4]);
  assertEquals(await file.bytes(), bytes(0, 255, 13, 10));
});

test("malformed forms reject", async () => {
  const multipart = (body, type = "multipart/form-data; boundary=b") =>
    new Response(body, { headers: { "content-type": type } }).formData();
  await assertRejects(multipart("--b\r\n"), TypeError);
  await assertRejects(multipart("nothing"), TypeError);
  await assertRejects(multipart("--b--", "multipart/form-data"), TypeError);
  await assertRejects(multipart("--b--", "text/plain"), TypeError);
  assertEquals([...(await multipart("--b--\r\n"))], []);
});

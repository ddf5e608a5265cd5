import { assert, assertEquals, assertRejects, test } from "/harness.js";

async function read(url) {
  const response = await fetch(url);
  return [response.headers.get("content-type"), await response.text()];
}

test("a data: URL is fetched without a network", async () => {
  const response = await fetch("data:text/plain;charset=utf-8,a%20b%zz#c");
  assertEquals(
    [response.status, response.statusText, response.type, response.url, await response.text()],
    [200, "OK", "basic", "data:text/plain;charset=utf-8,a%20b%zz", "a b%zz"],
  );
});

test("its type is parsed, and has a default", async () => {
  assertEquals(await read("data:,x"), ["text/plain;charset=US-ASCII", "x"]);
  assertEquals(await read("data:;charset=latin1,x"), ["text/plain;charset=latin1", "x"]);
  assertEquals(await read("data:TEXT/HTML;a=b c,x"), ['text/html;a="b c"', "x"]);
  assertEquals(await read("data:nonsense,x"), ["text/plain;charset=US-ASCII", "x"]);
  assertEquals(await read("data:;charset= x,X"), ['text/plain;charset=" x"', "X"]);
});

test("base64 is decoded forgivingly", async () => {
  assertEquals(await read("data:;base64,aGk"), ["text/plain;charset=US-ASCII", "hi"]);
  assertEquals(await read("data:text/x;  BASE64,aG%20k%3D"), ["text/x", "hi"]);
  await assertRejects(fetch("data:;base64,a"), TypeError);
  await assertRejects(fetch("data:;base64,a%2Bb=c"), TypeError);
});

test("a data: URL without a comma is an error", async () => {
  await assertRejects(fetch("data:text/plain"), TypeError, "malformed");
});

test("bytes that are not ASCII come as they are", async () => {
  const bytes = await (await fetch("data:application/octet-stream,%ff%00é")).bytes();
  assertEquals([...bytes], [255, 0, 195, 169]);
});

test("HEAD and POST are answered, HEAD without a body", async () => {
  const head = await fetch("data:,x", { method: "HEAD" });
  assert(head.body === null);
  assertEquals(await (await fetch("data:,x", { method: "POST", body: "y" })).text(), "x");
});

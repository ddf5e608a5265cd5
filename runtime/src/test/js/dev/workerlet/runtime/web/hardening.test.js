import { test, assert, assertEquals } from "/harness.js";
import { underSabotage } from "/sabotage.js";

test("headers", async () => {
  const value = await underSabotage(() => {
    const headers = new Headers({ "X-Thing": " a ", b: "c" });
    headers.append("b", "d");
    headers.set("e", "f");
    headers.delete("x-thing");
    return `${headers.get("b")}|${headers.has("e")}|${new Headers(headers).get("e")}`;
  });
  assertEquals(value, "c, d|true|f");
});

test("responses and requests", async () => {
  const [text, json, length] = await underSabotage(() => {
    const request = new Request("http://Example.com/a", { method: "post", body: "é", headers: { a: "b" } });
    const response = new Response("abc", { status: 201, headers: { "content-type": "x/y" } });
    return [request.clone().text(), Response.json({ a: 1 }).json(), response.arrayBuffer()];
  });
  assertEquals([await text, await json, (await length).byteLength], ["é", { a: 1 }, 3]);
});

test("forms and blobs", async () => {
  const [form, text] = await underSabotage(() => {
    const data = new FormData();
    data.append("a", "b\n");
    data.append("f", new Blob(), "n");
    return [new Response(data).formData(), new Blob().slice(0, 1).text()];
  });
  assertEquals([(await form).get("a"), await text], ["b\r\n", ""]);
});

test("URLs", async () => {
  const value = await underSabotage(() => {
    const url = new URL("/x?a=b%20c", "http://localhost:8080/y");
    url.searchParams.append("d", "é");
    return `${url.href} ${url.pathname} ${url.searchParams.get("a")} ${url.origin}`;
  });
  assertEquals(value, "http://localhost:8080/x?a=b+c&d=%C3%A9 /x b c http://localhost:8080");
});

test("encoding and base64", async () => {
  const value = await underSabotage(() => {
    const bytes = new TextEncoder().encode("aé€😀");
    return new TextDecoder().decode(bytes) + new TextDecoder("utf-16le").decode(bytes).length + atob(btoa("abc"));
  });
  assertEquals(value, "aé€😀5abc");
});

test("events and signals", async () => {
  const value = await underSabotage(() => {
    const controller = new AbortController();
    const either = AbortSignal.timeout(100_000);
    let log = "";
    controller.signal.addEventListener("abort", (event) => {
      log += event.type;
    }, { once: true });
    controller.signal.onabort = () => {
      log += "!";
    };
    controller.abort(1);
    return `${log}${either.aborted}`;
  });
  assertEquals(value, "abort!false");
});

test("structuredClone", async () => {
  const map = new Map([["k", new Set([1])]]);
  const source = { a: [1, { b: 2 }], d: new Date(3), m: map, e: new RangeError("x"), u: new Uint8Array([7]), r: /x/g };
  const clone = await underSabotage(() => structuredClone(source));
  assert(clone.a[1].b === 2 && clone.d.getTime() === 3 && clone.m.get("k").has(1) && clone.u[0] === 7);
});

test("console and crypto", async () => {
  const value = await underSabotage(() => {
    console.log("%s %d", "a", 1, { b: [1, new Map(), new Error("x"), /r/, new Date(0), () => {}, new Response("x")] });
    console.table([{ a: 1 }]);
    console.count();
    console.group("g");
    console.groupEnd();
    console.trace("t");
    return crypto.randomUUID();
  });
  assertEquals(value.length, 36);
});

test("errors that are thrown on the way", async () => {
  const names = await underSabotage(() => {
    let log = "";
    for (let i = 0; i < 5; i++) {
      try {
        if (i === 0) new Headers({ "a b": "c" });
        if (i === 1) new TextDecoder("nonsense");
        if (i === 2) atob("=");
        if (i === 3) structuredClone(() => {});
        if (i === 4) new Response("", { status: 1 });
      } catch (error) {
        log += `${error.name} `;
      }
    }
    return log;
  });
  assertEquals(names, "TypeError RangeError InvalidCharacterError DataCloneError RangeError ");
});

import { test, assertEquals, assertThrows } from "/harness.js";

const hrefOf = (input, base) => URL.parse(input, base)?.href ?? null;

test("authorities", () => {
  for (const [input, href] of [
    ["http://a@b@c/", "http://a%40b@c/"],
    ["http://a:b:c@d/", "http://a:b%3Ac@d/"],
    ["http://:p@d/", "http://:p@d/"],
    ["http://@d/", "http://d/"],
    ["http://a@/", null],
    ["http://a@", null],
    ["http:////a/b", "http://a/b"],
    ["http:a", "http://a/"],
    ["http://a:/", "http://a/"],
    ["http://a:8x/", null],
    ["http://a:00080/", "http://a/"],
    ["http://:80/", null],
    ["http://a\\b@c/", "http://a/b@c/"],
    ["foo://a b/", null],
    ["foo://é%zz:1/", "foo://%C3%A9%zz:1/"],
    ["foo://", "foo://"],
    ["foo:///x", "foo:///x"],
    ["foo://:1", null],
  ]) {
    assertEquals(hrefOf(input), href, input);
  }
});

test("addresses", () => {
  for (const [host, expected] of [
    ["0x7f000001", "127.0.0.1"], ["0300.0250.1", "192.168.0.1"], ["1.2.3.4.", "1.2.3.4"], ["1.2.3.4.5", null], ["1.2.3.", "1.2.0.3"],
    ["256", "0.0.1.0"], ["4294967296", null], ["1.256.3.4", null], ["08.1.1.1", null], ["a.1", null], ["1.a", "1.a"], ["0x", "0.0.0.0"],
    ["[::]", "[::]"], ["[1:0:0:2:0:0:0:3]", "[1:0:0:2::3]"], ["[1:2:3:4:5:6:7::]", "[1:2:3:4:5:6:7:0]"],
    ["[1::1.2.3.4]", "[1::102:304]"], ["[1:2:3:4:5:6:7:8:9]", null], ["[1:2:3:4::5:6:7:8]", null], ["[1:::2]", null], ["[:1]", null],
    ["[1::1.2.3]", null], ["[1::01.2.3.4]", null], ["[::FFFF]", "[::ffff]"], ["[::1%eth0]", null], ["[::g]", null],
  ]) {
    assertEquals(URL.parse(`http://${host}/`)?.hostname ?? null, expected, host);
  }
});

test("international domain names", () => {
  for (const [host, expected] of [
    ["faß.example", "xn--fa-hia.example"],
    ["FAẞ.example", "xn--fa-hia.example"],
    ["ΣΑΣ", "xn--mxa9ab"],
    ["a。b．c｡d", "a.b.c.d"],
    ["Ⅷ⒈", null],
    ["ａ％", null],
    ["a\u00adb", "ab"],
    ["\u00ad", null],
    ["xn--", null],
    ["xn--a", null],
    ["xn--a-", null],
    ["XN--BCHER-KVA", "xn--bcher-kva"],
    ["xn--bcher-kvA.é", "xn--bcher-kva.xn--9ca"],
    ["\u0301a", null],
    ["a\u200cb", null],
    ["क्\u200cष", "xn--11b2ezcs70k"],
    ["א1", "xn--1-zhc"],
    ["1א", null],
    ["a.אb", null],
    ["日本語", "xn--wgv71a119e"],
    ["😀", "xn--e28h"],
    ["\ud800", null],
    ["b%C3%BCcher", "xn--bcher-kva"],
    ["⁴.1", "4.0.0.1"],
    ["①②⑦.1", "127.0.0.1"],
  ]) {
    assertEquals(URL.parse(`https://${host}/`)?.hostname ?? null, expected, host);
  }
});

test("paths", () => {
  for (const [input, pathname] of [
    ["http://h/a/./b/../c", "/a/c"], ["http://h/..", "/"], ["http://h/a/..", "/"], ["http://h/a/.", "/a/"], ["http://h/%2E%2e/b", "/b"],
    ["http://h\\a\\b", "/a/b"], ["http://h/^`{}\"<>", "/%5E%60%7B%7D%22%3C%3E"], ["http://h/😀", "/%F0%9F%98%80"], ["http://h/%zz", "/%zz"],
    ["foo:/a\\b", "/a\\b"], ["foo:/..//x", "//x"], ["foo:a b ?q", "a b%20"], ["foo:a?", "a"], ["foo://h", ""],
    ["file:///C|/a/../..", "/C:/"], ["file:c:/x", "/c:/x"], ["file://localhost/a", "/a"],
  ]) {
    assertEquals(new URL(input).pathname, pathname, input);
  }
});

test("white space", () => {
  assertEquals(hrefOf(" \0http://a\t/\nb\r \u001f"), "http://a/b");
  assertEquals(hrefOf("\u00a0http://a/"), null);
});

test("bases of all kinds", () => {
  for (const [input, base, href] of [
    ["x", "mailto:a", null],
    ["#x", "mailto:a?q", "mailto:a?q#x"],
    ["http:x", "http://a/b/c", "http://a/b/x"],
    ["https:x", "http://a/b/c", "https://x/"],
    ["x", "foo://a/b/c", "foo://a/b/x"],
    ["//x/y", "foo://a/b/c", "foo://x/y"],
    ["\\x", "foo://a/b/c", "foo://a/b/\\x"],
    ["\\x", "http://u:p@a:1/b/c", "http://u:p@a:1/x"],
    ["\\\\x", "http://a/b", "http://x/"],
    ["x", "file:///C:/y", "file:///C:/x"],
    ["/x", "file:///C:/y", "file:///C:/x"],
    ["D|/x", "file:///C:/y", "file:///D:/x"],
    ["/D:/x", "file://h/C:/y", "file://h/D:/x"],
    ["..", "file:///C:/", "file:///C:/"],
    ["//h/x", "file:///C:/", "file://h/x"],
    ["/", "foo:/.//a", "foo:/"],
    [".//x", "foo:/a", "foo:/.//x"],
  ]) {
    assertEquals(hrefOf(input, base), href, `${input} on ${base}`);
  }
});

test("setters that change nothing", () => {
  for (const [input, name, value] of [
    ["http://a/", "protocol", "1x"], ["http://a/", "protocol", "foo"], ["foo://a/", "protocol", "http"], ["file:///x", "protocol", "http"],
    ["http://u@a/", "protocol", "file"], ["http://a/", "host", ""], ["http://a/", "host", "b c"], ["http://a/", "host", ":1"],
    ["http://a/", "hostname", "b:1"], ["foo://u@a/", "host", ""], ["mailto:a", "host", "b"], ["mailto:a", "pathname", "b"],
    ["http://a/", "port", "x1"], ["http://a/", "port", "65536"], ["file:///", "port", "1"], ["foo:/", "username", "u"],
    ["file://h/", "host", "a:1"],
  ]) {
    const url = new URL(input);
    url[name] = value;
    assertEquals(url.href, input, `${name} = ${value}`);
  }
});

test("setters that take a part of the value", () => {
  for (const [input, name, value, href] of [
    ["http://a/", "protocol", "https:x", "https://a/"], ["http://a:443/", "protocol", "https", "https://a/"],
    ["http://a:1/", "host", "b/c", "http://b:1/"], ["http://a/", "host", "b:8x", "http://b:8/"], ["http://a/", "host", "b:x", "http://b/"],
    ["http://a/", "hostname", "b?c", "http://b/"], ["http://a/", "port", "8\n0\t81x", "http://a:8081/"], ["http://a/", "host", "[::1]:2", "http://[::1]:2/"],
    ["foo://a/b", "hostname", "", "foo:///b"], ["file://h/x", "host", "localhost", "file:///x"], ["foo://a", "pathname", "", "foo://a"],
    ["foo:/a", "pathname", "//b", "foo:/.//b"], ["http://a/", "pathname", "?x#y", "http://a/%3Fx%23y"], ["http://a/", "search", "?a#b", "http://a/?a%23b"],
    ["data:x  #f", "hash", "", "data:x %20"],
  ]) {
    const url = new URL(input);
    url[name] = value;
    assertEquals(url.href, href, `${name} = ${value}`);
  }
});

test("the long way among replaced built-ins", () => {
  const saved = [];
  const broken = () => {
    throw new Error("a replaced built-in was called");
  };
  const holders = [String.prototype, RegExp.prototype, Array.prototype, Number.prototype, Map.prototype, String, Number, Math, Array];
  for (const holder of holders) {
    for (const key of Reflect.ownKeys(holder)) {
      const descriptor = Object.getOwnPropertyDescriptor(holder, key);
      if (typeof descriptor.value === "function" && descriptor.configurable && key !== "constructor") {
        saved.push([holder, key, descriptor]);
      }
    }
  }
  const { defineProperty } = Object;
  const count = saved.length;
  for (let i = 0; i < count; i++) {
    defineProperty(saved[i][0], saved[i][1], { value: broken, configurable: true, writable: true });
  }
  for (let i = 0; i < 3; i++) {
    defineProperty(String.prototype, i, { get: broken, configurable: true });
  }
  let hrefs = "";
  try {
    hrefs += new URL("HTTP://u:p@BÜCHER.example:8080/a/../b c?q='ü'#é", "http://a/").href;
    hrefs += new URL("//[1::2]:80/x", "http://a/b").href;
    hrefs += new URL("..", "file:///C|/x/y").href;
    hrefs += new URL("http://0x7f.1").href;
    hrefs += new URL("https://xn--bcher-kva.א1/").href;
    const url = new URL("http://a/b");
    url.host = "é:1";
    url.pathname = "";
    url.search = "";
    url.protocol = "https";
    hrefs += url.href;
  } finally {
    for (let i = 0; i < 3; i++) {
      delete String.prototype[i];
    }
    for (let i = 0; i < count; i++) {
      defineProperty(saved[i][0], saved[i][1], saved[i][2]);
    }
  }
  assertEquals(
    hrefs,
    "http://u:p@xn--bcher-kva.example:8080/b%20c?q=%27%C3%BC%27#%C3%A9" +
      "http://[1::2]/x" + "file:///C:/" + "http://127.0.0.1/" + "https://xn--bcher-kva.xn--1-zhc/" + "https://xn--9ca:1/",
  );
  assertThrows(() => new URL("http://[1/"), TypeError);
});

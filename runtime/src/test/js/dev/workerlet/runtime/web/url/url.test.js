import { test, assert, assertEquals, assertThrows } from "/harness.js";

test("parts", () => {
  const url = new URL("HTTPS://user:p%40w@Example.COM:8443/a/../b c?q='1'#f g");
  assertEquals(
    [url.href, url.origin, url.protocol, url.username, url.password, url.host, url.hostname, url.port,
      url.pathname, url.search, url.hash],
    ["https://user:p%40w@example.com:8443/b%20c?q=%271%27#f%20g", "https://example.com:8443", "https:", "user",
      "p%40w", "example.com:8443", "example.com", "8443", "/b%20c", "?q=%271%27", "#f%20g"],
  );
  assertEquals([url.toString(), url.toJSON(), `${url}`, JSON.stringify(url)], [url.href, url.href, url.href, `"${url.href}"`]);
});

test("what is already normal, and what is nearly", () => {
  for (const [input, href] of [
    ["http://localhost:8080/a?b#c", "http://localhost:8080/a?b#c"],
    ["http://localhost", "http://localhost/"],
    ["http://Localhost?x", "http://localhost/?x"],
    ["https://a.example:443/", "https://a.example/"],
    ["http://a.example:443/", "http://a.example:443/"],
    ["http://127.0.0.1/", "http://127.0.0.1/"],
    ["http://127.1/", "http://127.0.0.1/"],
    ["http://0x7f.1/", "http://127.0.0.1/"],
    ["http://a.example:080/", "http://a.example/"],
    ["http://a.example/%2e%2E/x/./y", "http://a.example/x/y"],
    ["http://[::1]:80/", "http://[::1]/"],
    ["http://ex\u00e4mple.com/", "http://xn--exmple-cua.com/"],
    ["http://xn--exmple-cua.com/", "http://xn--exmple-cua.com/"],
    ["http:\\\\a\\b", "http://a/b"],
    ["mailto:a@b", "mailto:a@b"],
    ["web+demo:/.//x", "web+demo:/.//x"],
  ]) {
    assertEquals(new URL(input).href, href, input);
  }
});

test("what is no URL", () => {
  for (const input of ["", "/a", "http://", "http://a b/", "http://256.1.1.1/", "http://a:99999/", "http://[::1/", "//a"]) {
    assertThrows(() => new URL(input), TypeError);
    assertEquals([URL.canParse(input), URL.parse(input)], [false, null]);
  }
  assertThrows(() => new URL("http://a/", "nonsense"), TypeError);
  assertThrows(() => new URL(), TypeError);
});

test("a base", () => {
  for (const [input, href] of [
    ["x", "http://a/b/x"], ["/x?y", "http://a/x?y"], ["//h/x", "http://h/x"], ["?q", "http://a/b/c?q"],
    ["#f", "http://a/b/c?d#f"], ["../..", "http://a/"], ["/a b", "http://a/a%20b"], ["", "http://a/b/c?d"],
  ]) {
    assertEquals(new URL(input, "http://a/b/c?d#e").href, href);
    assertEquals(URL.parse(input, "http://a/b/c?d#e").href, href);
  }
});

test("setters", () => {
  const url = new URL("http://a/b");
  const set = (name, value) => {
    url[name] = value;
    return url.href;
  };
  assertEquals(set("protocol", "https"), "https://a/b");
  assertEquals(set("host", "c:81"), "https://c:81/b");
  assertEquals(set("port", "443"), "https://c/b");
  assertEquals(set("pathname", "x y/../z"), "https://c/z");
  assertEquals(set("search", "q"), "https://c/z?q");
  assertEquals(set("hash", "#h"), "https://c/z?q#h");
  assertEquals(set("username", "u:"), "https://u%3A@c/z?q#h");
  assertEquals(set("password", "p"), "https://u%3A:p@c/z?q#h");
  assertEquals(set("hostname", "D.E"), "https://u%3A:p@d.e/z?q#h");
  assertEquals(set("search", ""), "https://u%3A:p@d.e/z#h");
  assertEquals(set("protocol", "mailto"), "https://u%3A:p@d.e/z#h");
  assertThrows(() => set("href", "nonsense"), TypeError);
  assertEquals(set("href", "http://n/"), "http://n/");
});

test("searchParams and search follow each other", () => {
  const url = new URL("http://a/?x=1#h");
  const params = url.searchParams;
  assert(params === url.searchParams);
  params.append("y", "é &");
  assertEquals(url.href, "http://a/?x=1&y=%C3%A9+%26#h");
  params.delete("x");
  params.delete("y");
  assertEquals(url.href, "http://a/#h");
  url.search = "?z=3";
  assertEquals(params.get("z"), "3");
  url.href = "http://a/?w=4";
  assertEquals([...params], [["w", "4"]]);
});

test("origins", () => {
  for (const [input, origin] of [
    ["http://a:80/", "http://a"], ["ws://a:81/", "ws://a:81"], ["file:///x", "null"], ["data:x", "null"],
    ["blob:https://a:1/uuid", "https://a:1"], ["blob:x", "null"],
  ]) {
    assertEquals(new URL(input).origin, origin);
  }
});

test("class shape", () => {
  assertEquals([URL.length, URL.canParse.length, Object.prototype.toString.call(new URL("a:b"))], [1, 1, "[object URL]"]);
  assertEquals(Reflect.ownKeys(new URL("a:b")), []);
  assertThrows(() => URL("a:b"), TypeError);
  assertThrows(() => Object.getOwnPropertyDescriptor(URL.prototype, "href").get.call({}), TypeError);
});

import { test, assert, assertEquals, assertThrows } from "/harness.js";

test("patterns of a path", () => {
  for (const [pathname, input, groups] of [
    ["/a/b", "/a/b", {}],
    ["/a/b", "/a/c", null],
    ["/a/:id", "/a/1", { id: "1" }],
    ["/a/:id", "/a/1/2", null],
    ["/a/:id?", "/a", { id: undefined }],
    ["/a/:id+", "/a/1/2", { id: "1/2" }],
    ["/a/:id*", "/a", { id: undefined }],
    ["/a/*", "/a/1/2", { 0: "1/2" }],
    ["/*/:x/*", "/1/2/3/4", { 0: "1/2", x: "3", 1: "4" }],
    ["/:id(\\d+)", "/12", { id: "12" }],
    ["/:id(\\d+)", "/1a", null],
    ["/a{/b}?/c", "/a/c", {}],
    ["/a{/b}+/c", "/a/b/b/c", {}],
    ["/{:a}.{:b}", "/x.y", { a: "x", b: "y" }],
    ["/\\:a", "/:a", {}],
    ["/:__proto__", "/x", JSON.parse('{"__proto__":"x"}')],
    ["/é", "/%C3%A9", {}],
    ["/a/../b", "/b", {}],
  ]) {
    const result = new URLPattern({ pathname }).exec({ pathname: input });
    assertEquals(result === null ? null : result.pathname.groups, groups, `${pathname} on ${input}`);
  }
});

test("patterns of a whole URL", () => {
  for (const [pattern, components] of [
    ["https://example.com/a", ["https", "*", "*", "example.com", "", "/a", "*", "*"]],
    ["https://example.com", ["https", "*", "*", "example.com", "", "*", "*", "*"]],
    ["https://u\\:p@*.example.com:8080/\\?q#h", ["https", "u", "p", "*.example.com", "8080", "/", "q", "h"]],
    ["http{s}?://[\\:\\:1]:*/", ["http{s}?", "*", "*", "[\\:\\:1]", "*", "/", "*", "*"]],
    ["data\\:text/*", ["data", "*", "*", "", "", "text/*", "*", "*"]],
    ["https://example.com/:a?/b?c", ["https", "*", "*", "example.com", "", "/:a?/b", "c", "*"]],
  ]) {
    const compiled = new URLPattern(pattern);
    const { protocol, username, password, hostname, port, pathname, search, hash } = compiled;
    assertEquals([protocol, username, password, hostname, port, pathname, search, hash], components, pattern);
  }
});

test("a base", () => {
  const pattern = new URLPattern("/a/:b", "https://example.com:8080/x?y#z");
  assertEquals(
    [pattern.protocol, pattern.hostname, pattern.port, pattern.pathname, pattern.search],
    ["https", "example.com", "8080", "/a/:b", "*"],
  );
  assertEquals(new URLPattern({ pathname: "b/*", baseURL: "https://example.com/x/y" }).pathname, "/x/b/*");
  assertEquals(new URLPattern({ search: "q", baseURL: "https://example.com/a+b" }).pathname, "/a\\+b");
  assert(pattern.test("/a/1", "https://example.com:8080"));
  assert(pattern.test({ pathname: "/a/1", baseURL: "https://example.com:8080" }));
  assert(!pattern.test("https://example.com/a/1"));
  assert(!pattern.test("nonsense"));
});

test("results", () => {
  const result = new URLPattern("https://:sub.example.com/a/*").exec("https://x.example.com/a/b?c#d");
  assertEquals(result, {
    hash: { groups: { 0: "d" }, input: "d" },
    hostname: { groups: { sub: "x" }, input: "x.example.com" },
    inputs: ["https://x.example.com/a/b?c#d"],
    password: { groups: { 0: "" }, input: "" },
    pathname: { groups: { 0: "b" }, input: "/a/b" },
    port: { groups: {}, input: "" },
    protocol: { groups: {}, input: "https" },
    search: { groups: { 0: "c" }, input: "c" },
    username: { groups: { 0: "" }, input: "" },
  });
  const init = { pathname: "/a", port: 80 };
  assertEquals(new URLPattern().exec(init).inputs, [{ pathname: "/a", port: "80" }]);
  assertEquals(new URLPattern({ pathname: "/a" }).exec("/a", "https://b/").inputs, ["/a", "https://b/"]);
});

test("components that need no expression match all the same", () => {
  const pattern = new URLPattern({ pathname: "/a", search: "*", hash: "" });
  assertEquals([pattern.test("x:/a?b"), pattern.test("https://h/a?b"), pattern.test("https://h/a#c")], [true, true, false]);
  assertEquals(pattern.exec("https://h/a?b").search.groups, { 0: "b" });
});

test("case", () => {
  assert(!new URLPattern({ pathname: "/Ab" }).test({ pathname: "/aB" }));
  assert(new URLPattern({ pathname: "/Ab" }, { ignoreCase: true }).test({ pathname: "/aB" }));
  assert(new URLPattern("/Ab", "https://h/", { ignoreCase: true }).test("https://h/aB"));
  assert(!new URLPattern({ pathname: "/Ab" }, null).test({ pathname: "/aB" }));
});

test("canonical text", () => {
  const pattern = new URLPattern({
    protocol: "HTTPS:", hostname: "BÜCHER.example", port: "443", pathname: "/a b", search: "?q=ü", hash: "#ü", username: "a@b",
  });
  const { protocol, username, hostname, port, pathname, search, hash } = pattern;
  assertEquals(
    [protocol, username, hostname, port, pathname, search, hash],
    ["https", "a%40b", "xn--bcher-kva.example", "", "/a%20b", "q=%C3%BC", "%C3%BC"],
  );
});

test("what is no pattern", () => {
  for (const init of [
    { pathname: "/(" }, { pathname: "/{a" }, { pathname: "/a}" }, { pathname: "/:a/:a" }, { pathname: "/(\\" }, { pathname: "/()" },
    { pathname: "/((a))" }, { pathname: "/(é)" }, { pathname: "/([)" }, { pathname: "/:" }, { hostname: "a b" }, { port: "65536" },
    { protocol: "a b" }, { baseURL: "nonsense" }, { pathname: `/${"a".repeat(70_000)}` }, { hostname: "[xyz]" },
  ]) {
    assertThrows(() => new URLPattern(init), TypeError);
  }
  assertThrows(() => new URLPattern("/a"), TypeError, "base URL");
  assertThrows(() => new URLPattern({}, "https://a/"), TypeError);
  assertThrows(() => new URLPattern().test({}, "https://a/"), TypeError);
  assertThrows(() => new URLPattern({}, true), TypeError);
});

test("expressions of the pattern's own", () => {
  assertEquals(new URLPattern({ pathname: "/:a/*" }).hasRegExpGroups, false);
  assertEquals(new URLPattern({ search: "(a|b)" }).hasRegExpGroups, true);
});

test("compareComponent", () => {
  const order = (left, right) =>
    URLPattern.compareComponent("pathname", new URLPattern({ pathname: left }), new URLPattern({ pathname: right }));
  assertEquals(
    [order("/a", "/b"), order("/b", "/a"), order("/a", "/:a"), order("/:a", "/*"), order("/:a", "/:b"), order("/*/a", "/*")],
    [-1, 1, 1, 1, 0, 1],
  );
  assertThrows(() => URLPattern.compareComponent("href", new URLPattern(), new URLPattern()), TypeError);
  assertThrows(() => URLPattern.compareComponent("port", {}, new URLPattern()), TypeError);
});

test("among replaced built-ins", () => {
  const saved = [];
  const replace = (holder, names) => {
    for (let i = 0; i < names.length; i++) {
      saved[saved.length] = [holder, names[i], Object.getOwnPropertyDescriptor(holder, names[i])];
      holder[names[i]] = () => {
        throw new Error("a replaced built-in was called");
      };
    }
  };
  replace(RegExp.prototype, ["exec", "test", Symbol.replace, Symbol.match]);
  replace(String.prototype, ["slice", "split", "replace", "codePointAt", "startsWith", "endsWith", "includes", "indexOf"]);
  replace(Array.prototype, ["push", "map", "join", "slice", Symbol.iterator]);
  Object.defineProperty(Object.prototype, "id", { set() { throw new Error("a setter was called"); }, configurable: true });
  let result;
  try {
    result = new URLPattern("https://*.example.com/:a/:id(\\d+)").exec("https://x.example.com/b/12?q");
  } finally {
    delete Object.prototype.id;
    for (let i = 0; i < saved.length; i++) {
      Object.defineProperty(saved[i][0], saved[i][1], saved[i][2]);
    }
  }
  assertEquals(result.pathname.groups, { a: "b", id: "12" });
});

test("class shape", () => {
  assertEquals([URLPattern.length, URLPattern.prototype.test.length, URLPattern.prototype.exec.length], [0, 0, 0]);
  assertEquals([URLPattern.compareComponent.length, String(new URLPattern())], [3, "[object URLPattern]"]);
  assertThrows(() => URLPattern.prototype.test.call({}), TypeError);
});

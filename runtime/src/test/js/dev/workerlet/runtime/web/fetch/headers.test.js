import { test, assert, assertEquals, assertThrows } from "/harness.js";

test("names are lower-cased, sorted and combined", () => {
  const headers = new Headers([["X-B", "1"], ["a", "2"], ["x-b", "3"]]);
  assertEquals([...headers], [["a", "2"], ["x-b", "1, 3"]]);
  assertEquals(headers.get("X-B"), "1, 3");
});

test("a value loses the whitespace around it", () => {
  assertEquals(new Headers({ a: " \t\r\nb c\n" }).get("a"), "b c");
});

test("invalid names and values throw a TypeError", () => {
  const headers = new Headers();
  for (const name of ["", "a b", "a:", "é", "a\n", "(x)"]) {
    assertThrows(() => headers.append(name, "x"), TypeError);
    assertThrows(() => headers.get(name), TypeError);
    assertThrows(() => headers.has(name), TypeError);
    assertThrows(() => headers.delete(name), TypeError);
  }
  for (const value of ["a\nb", "a\rb", "a\0b", "€"]) {
    assertThrows(() => headers.set("a", value), TypeError);
  }
  assertEquals([...headers], []);
});

test("Latin-1 values are kept", () => {
  assertEquals(new Headers({ a: "\xe9\xff" }).get("a"), "\xe9\xff");
});

test("set replaces the first and drops the others", () => {
  const headers = new Headers([["a", "1"], ["b", "2"], ["a", "3"]]);
  headers.set("A", "4");
  assertEquals([...headers], [["a", "4"], ["b", "2"]]);
});

test("set-cookie is never combined in iteration", () => {
  const headers = new Headers([["set-cookie", "a=1"], ["Set-Cookie", "b=2"]]);
  assertEquals([...headers], [["set-cookie", "a=1"], ["set-cookie", "b=2"]]);
  assertEquals(headers.getSetCookie(), ["a=1", "b=2"]);
  assertEquals(headers.get("set-cookie"), "a=1, b=2");
  assertEquals(new Headers(headers).getSetCookie(), ["a=1", "b=2"]);
});

test("an iterator sees changes made under it", () => {
  const headers = new Headers({ a: "1", b: "2" });
  const seen = [];
  for (const [name] of headers) {
    seen.push(name);
    headers.delete("b");
  }
  assertEquals(seen, ["a"]);
});

test("keys, values, entries and forEach agree", () => {
  const headers = new Headers({ b: "2", a: "1" });
  assertEquals([...headers.keys()], ["a", "b"]);
  assertEquals([...headers.values()], ["1", "2"]);
  const seen = [];
  headers.forEach(function (value, name, object) {
    seen.push([name, value, object === headers, this.x]);
  }, { x: 1 });
  assertEquals(seen, [["a", "1", true, 1], ["b", "2", true, 1]]);
});

test("the iterator has the shape of a WebIDL iterator", () => {
  const prototype = Object.getPrototypeOf(new Headers().entries());
  assertEquals(Object.prototype.toString.call(prototype), "[object Headers Iterator]");
  assertEquals(Object.getPrototypeOf(prototype), Object.getPrototypeOf(Object.getPrototypeOf([].values())));
  assertEquals(Reflect.ownKeys(prototype), ["next", Symbol.toStringTag]);
  assert(Headers.prototype[Symbol.iterator] === Headers.prototype.entries);
});

test("constructor arguments of the wrong type throw", () => {
  assertThrows(() => new Headers(null), TypeError);
  assertThrows(() => new Headers(1), TypeError);
  assertThrows(() => new Headers([["a"]]), TypeError);
  assertThrows(() => new Headers([["a", "b", "c"]]), TypeError);
  assertThrows(() => new Headers([1]), TypeError);
  assertThrows(() => new Headers({ [Symbol.iterator]: 1 }), TypeError);
  assertThrows(() => Headers(), TypeError);
});

test("a record is read as the standard says", () => {
  const log = [];
  const proxy = new Proxy({ a: "b", c: "d" }, {
    get: (target, key) => (log.push(["get", String(key)]), target[key]),
    ownKeys: (target) => (log.push(["ownKeys"]), Reflect.ownKeys(target)),
    getOwnPropertyDescriptor: (target, key) => (
      log.push(["getOwnPropertyDescriptor", String(key)]), Reflect.getOwnPropertyDescriptor(target, key)
    ),
  });
  new Headers(proxy);
  assertEquals(log, [
    ["get", "Symbol(Symbol.iterator)"],
    ["ownKeys"],
    ["getOwnPropertyDescriptor", "a"],
    ["get", "a"],
    ["getOwnPropertyDescriptor", "c"],
    ["get", "c"],
  ]);
});

test("methods want their arguments and their receiver", () => {
  const headers = new Headers();
  assertThrows(() => headers.append("a"), TypeError, "2 arguments required, but only 1 present");
  assertThrows(() => headers.get(), TypeError);
  assertThrows(() => Headers.prototype.get.call({}, "a"), TypeError);
  assertThrows(() => Headers.prototype.entries.call({}), TypeError);
});

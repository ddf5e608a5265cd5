import { test, assertEquals, assertThrows } from "/harness.js";

test("every kind of init", () => {
  assertEquals(`${new URLSearchParams("?a=1&b")}`, "a=1&b=");
  assertEquals(`${new URLSearchParams([["a", "1"], ["a", "2"]])}`, "a=1&a=2");
  assertEquals(`${new URLSearchParams({ a: 1, b: [2, 3] })}`, "a=1&b=2%2C3");
  assertEquals(`${new URLSearchParams(new URLSearchParams("a=b"))}`, "a=b");
  assertEquals(`${new URLSearchParams({ "\ud800": 1, "\ud801": 2 })}`, "%EF%BF%BD=2");
  assertEquals(`${new URLSearchParams()}`, "");
  assertThrows(() => new URLSearchParams([["a"]]), TypeError);
  assertThrows(() => new URLSearchParams([["a", "b", "c"]]), TypeError);
});

test("decoding", () => {
  const pairs = (text) => [...new URLSearchParams(text)];
  assertEquals(pairs("a+b=%20%zz&&=&c=d=e&%C3%A9=%FF"), [["a b", " %zz"], ["", ""], ["c", "d=e"], ["é", "\ufffd"]]);
  assertEquals(pairs("a=%EF%BB%BFb"), [["a", "\ufeffb"]]);
  assertEquals(pairs("é=€"), [["é", "€"]]);
});

test("encoding", () => {
  assertEquals(`${new URLSearchParams([["a b*-._~!", "é€😀\0\n\ud800"]])}`,
    "a+b*-._%7E%21=%C3%A9%E2%82%AC%F0%9F%98%80%00%0A%EF%BF%BD");
});

test("reading and changing", () => {
  const params = new URLSearchParams("a=1&b=2&a=3");
  assertEquals([params.size, params.get("a"), params.getAll("a"), params.get("x")], [3, "1", ["1", "3"], null]);
  assertEquals([params.has("a"), params.has("a", "3"), params.has("a", "2"), params.has("a", undefined)], [true, true, false, true]);
  params.set("a", "4");
  assertEquals(`${params}`, "a=4&b=2");
  params.append("b", "5");
  params.delete("b", "2");
  assertEquals(`${params}`, "a=4&b=5");
  params.set("c", "6");
  params.delete("a");
  assertEquals(`${params}`, "b=5&c=6");
});

test("sort is stable and by code unit", () => {
  const params = new URLSearchParams("\ufffd=1&\u{1f308}=2&a=3&b=4&a=5");
  params.sort();
  assertEquals([...params.values()], ["3", "5", "4", "2", "1"]);
});

test("iteration is live", () => {
  const params = new URLSearchParams("a=1&b=2&c=3");
  const seen = [];
  for (const [name] of params) {
    seen.push(name);
    params.delete(name);
  }
  assertEquals(seen, ["a", "c"]);
});

test("keys of a record that become the same", () => {
  const params = new URLSearchParams({ "a\ud800": "1", b: "2", "a\ud801": "3", "a\ud802": "4" });
  assertEquals([...params], [["a\ufffd", "4"], ["b", "2"]]);
});

test("sorting many is stable", () => {
  const pairs = [];
  for (let i = 0; i < 3_000; i++) {
    pairs.push([`k${i % 7}`, String(i)]);
  }
  const params = new URLSearchParams(pairs);
  params.sort();
  const expected = pairs.toSorted((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  assertEquals([...params], expected);
});
